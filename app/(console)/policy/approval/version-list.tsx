import { StateBadge } from "#app/state-badge.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { listPolicyVersions } from "#lib/policy/queries/list-policy-versions.ts";
import { BringBack } from "./bring-back.tsx";

type Version = Awaited<ReturnType<typeof listPolicyVersions>>["items"][number];

/** One version a row: what it was for, who wrote and decided it, and the way to bring it back. */
export function VersionList(props: {
  versions: readonly Version[];
  now: string;
  /** Why no change can be begun now. */
  refusal: string | undefined;
  /** The list goes back to the beginning, to what was in force before the first version. */
  hasStart: boolean;
}) {
  return (
    <ul className="divide-y divide-line">
      {props.versions.map((version) => (
        <li key={version.number} className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
          <div className="min-w-64 flex-1">
            <p className="flex flex-wrap items-center gap-2">
              <TextLink href={`/policy/approval/${version.number}`}>Version {version.number}</TextLink>
              <StateBadge of="policy" state={version.state} />
            </p>
            <p className="mt-1 text-ink-muted">
              {version.summary === "" ? "No words yet." : version.summary}
            </p>
          </div>
          <div className="min-w-48 text-ink-muted text-small">
            <p>
              Begun by {version.createdBy.name}, <Time at={version.createdAt} now={props.now} />
            </p>
            {version.decidedBy !== null && version.decidedAt !== null && (
              <p>
                {version.state === "rejected" ? "Rejected" : "Approved"} by {version.decidedBy.name},{" "}
                <Time at={version.decidedAt} now={props.now} />
              </p>
            )}
          </div>
          {version.state === "superseded" && (
            <BringBack number={version.number} isSmall refusal={props.refusal} />
          )}
        </li>
      ))}
      {props.hasStart && (
        <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
          <div className="min-w-64 flex-1">
            <p>The starting policy</p>
            <p className="mt-1 text-ink-muted">What Steward begins with: one approver about everything.</p>
          </div>
          <BringBack number={0} isSmall refusal={props.refusal} />
        </li>
      )}
    </ul>
  );
}
