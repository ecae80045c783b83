import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import type { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";

type Version = Awaited<ReturnType<typeof getPolicyVersion>>;

/** Who had a hand in it, when, and why. */
export function VersionFacts({ version, now }: { version: Version; now: string }) {
  const { createdBy, createdAt, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason } = version;
  const at = (name: string, time: string | null) => (
    <>
      {name}
      {time !== null && (
        <>
          , <Time at={time} now={now} />
        </>
      )}
    </>
  );
  return (
    <Facts
      items={[
        { label: "What and why", value: version.summary === "" ? "Not said yet" : version.summary },
        { label: "Begun by", value: at(createdBy.name, createdAt) },
        ...(version.restoredFrom === null
          ? []
          : [
              {
                label: "Brings back",
                value: version.restoredFrom === 0 ? "The starting policy" : `Version ${version.restoredFrom}`,
              },
            ]),
        ...(proposedBy === null ? [] : [{ label: "Proposed by", value: at(proposedBy.name, proposedAt) }]),
        ...(decidedBy === null ? [] : [{ label: "Decided by", value: at(decidedBy.name, decidedAt) }]),
        ...(decisionReason === null ? [] : [{ label: "Their reason", value: decisionReason }]),
      ]}
    />
  );
}
