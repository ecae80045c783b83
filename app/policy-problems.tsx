import type { ReactNode } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { placeInWords } from "./(console)/policy/approval/[number]/place-in-words.ts";

/** What of the approval policy in force does not hold any more: people left, or a group lost its members. */
export function PolicyProblems(props: {
  problems: readonly { at: string; reason: string }[];
  actions?: ReactNode;
}) {
  const { problems, actions } = props;
  if (problems.length === 0) return null;
  return (
    <Callout
      meaning="danger"
      title="The approval policy in force asks people who are not there"
      actions={actions}
    >
      <ul className="list-disc pl-4">
        {problems.map(({ at, reason }) => (
          <li key={`${at} ${reason}`}>
            {placeInWords(at)}: {reason}
          </li>
        ))}
      </ul>
      <p>Give somebody the role, add to the group, or change the policy.</p>
    </Callout>
  );
}
