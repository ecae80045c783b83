interface Coverage {
  /** Servers that are not retired; owners and reviews are counted among these. */
  total: number;
  retired: number;
  withOwner: number;
  reviewOverdue: number;
}

/** What is going on, the gravest first, in a sentence; and how many the list has beside those that it counts. */
export function coverageSentence({ retired, ...coverage }: Coverage): string {
  if (coverage.total === 0 && retired > 0) return "Every server that was governed is retired.";
  const beside =
    retired === 0 ? "" : ` ${retired.toLocaleString("en")} more ${retired === 1 ? "is" : "are"} retired.`;
  return `${gravest(coverage)}${beside}`;
}

function gravest({ total, withOwner, reviewOverdue }: Omit<Coverage, "retired">): string {
  if (total === 0) return "Nothing is governed yet: discover what people use, or register a server by hand.";
  const servers = total === 1 ? "1 server" : `${total.toLocaleString("en")} servers`;
  const ownerless = total - withOwner;
  if (ownerless > 0) {
    return `${ownerless.toLocaleString("en")} of ${servers} ${ownerless === 1 ? "has" : "have"} no active owner.`;
  }
  if (reviewOverdue > 0) {
    const due = `${reviewOverdue.toLocaleString("en")} of ${servers}`;
    return `Every server has an owner; ${due} ${reviewOverdue === 1 ? "is" : "are"} overdue for review.`;
  }
  return total === 1
    ? "The one server has an owner, and its review is not due."
    : `All ${servers} have an owner, and no review is overdue.`;
}
