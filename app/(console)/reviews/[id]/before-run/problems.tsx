import { Callout } from "#components/ui/callout.tsx";
import type { Before } from "./before.ts";

/** What would make the review other than it reads. Staging goes on without it: the fallback answers for the rest. */
export function Problems({ problems }: Pick<Before, "problems">) {
  if (problems.length === 0) return null;
  return (
    <Callout
      meaning="warning"
      title={problems.length === 1 ? "One thing to look at" : `${problems.length} things to look at`}
    >
      <ul className="list-disc pl-5">
        {problems.map(({ at, reason }) => (
          <li key={`${at} ${reason}`}>
            {placeInWords(at)}: {reason}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** Where in the definition: "Stage 2", "Fallback". */
function placeInWords(at: string): string {
  const [part, place] = at.split(".");
  if (part === "stages") return `Stage ${Number(place) + 1}`;
  if (part === "fallback") return "Where nobody of a stage can answer";
  return part === "signerId" ? "Who signs" : "Servers";
}
