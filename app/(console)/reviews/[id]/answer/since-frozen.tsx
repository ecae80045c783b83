import { inWords } from "#app/in-words.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";

type Difference = ReviewItemDetail["since"][number];

/** What is no longer as it was when the population was frozen. The answer is about the thing as it is now. */
export function SinceFrozen({ item, now }: { item: ReviewItemDetail; now: string }) {
  if (item.since.length === 0 && !item.isCarriedOn) return null;
  return (
    <Callout meaning="notice" title="Changed since this review was frozen">
      <ul className="list-disc pl-4">
        {item.isCarriedOn && (
          <li>It was extended, moved or replaced. The answer is about what stands in its place.</li>
        )}
        {item.since.map((one) => (
          <li key={one.what}>
            <Words one={one} now={now} />
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function Words({ one, now }: { one: Difference; now: string }) {
  switch (one.what) {
    case "definition":
      return "The tool’s definition is another one.";
    case "purpose":
      return "The purpose on record was rewritten.";
    case "consumer_active":
      return one.after === "yes" ? "The consumer is active again." : "The consumer is out of use.";
    case "credential_rotated":
      return one.after === null ? (
        "Its rotation was taken off the record."
      ) : (
        <>
          It was rotated <Time at={one.after} now={now} />.
        </>
      );
    case "grant_end":
      return one.after === null || one.before === null ? null : (
        <>
          {one.after <= now ? "It ended" : "It now ends"} <Time at={one.after} now={now} />; when this was
          frozen, its end was <Time at={one.before} now={now} />.
        </>
      );
    case "credential_end":
      return one.after === null ? (
        "It no longer ends by itself."
      ) : (
        <>
          It now ends <Time at={one.after} now={now} />.
        </>
      );
    default:
      return `${LABELS[one.what]}: ${named(one.before)} before, ${named(one.after)} now.`;
  }
}

const LABELS = {
  impact: "Impact",
  tool_state: "The tool",
  consumer_owner: "Owner of the consumer",
  credential_state: "The credential",
  server_state: "The server",
  environment: "Environment",
  criticality: "Criticality",
  owner: "Owner",
  backup_owner: "Backup owner",
  role: "Role",
} as const;

function named(value: string | null): string {
  return value === null
    ? "none"
    : inWords(value).toLowerCase() === value.replaceAll("_", " ")
      ? value.replaceAll("_", " ")
      : value;
}
