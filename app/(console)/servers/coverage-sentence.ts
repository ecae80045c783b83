interface Coverage {
  total: number;
  withOwner: number;
  reviewOverdue: number;
}

/** One sentence that says what is going on, the gravest first. */
export function coverageSentence({ total, withOwner, reviewOverdue }: Coverage): string {
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
