import { RotateCw } from "lucide-react";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import { Timeline } from "#components/ui/timeline.tsx";
import type { CredentialPage } from "#lib/inventory/queries/get-credential.ts";
import { dayInWords } from "#lib/kernel/day-in-words.ts";

/** Every rotation that was recorded, newest first. */
export function Rotations({ rotations, now }: { rotations: CredentialPage["rotations"]; now: string }) {
  return (
    <Section title="Rotations">
      {rotations.length === 0 ? (
        <p className="text-ink-muted">No rotation is on record.</p>
      ) : (
        <Timeline
          label="Rotations"
          entries={rotations.map((rotation) => ({
            id: rotation.id,
            icon: <RotateCw aria-hidden="true" />,
            title: `Rotated on ${dayInWords(rotation.rotatedAt.slice(0, 10))}, recorded by ${rotation.recordedBy ?? "Steward"}`,
            time: <Time at={rotation.recordedAt} now={now} />,
            detail: <Detail rotation={rotation} now={now} />,
          }))}
        />
      )}
    </Section>
  );
}

function Detail({ rotation, now }: { rotation: CredentialPage["rotations"][number]; now: string }) {
  const { confirmedAt, formerSeenCount, formerSeenAt } = rotation;
  return (
    <>
      <span className="block">
        The old value ended {ended(rotation.formerExpiresAt)}; the new one ends {ended(rotation.expiresAt)}.
      </span>
      {confirmedAt !== null && (
        <span className="block">
          <Status meaning="good">Confirmed</Status>: the new value was seen in its place{" "}
          <Time at={confirmedAt} now={now} />
        </span>
      )}
      {formerSeenCount > 0 && formerSeenAt !== null && (
        <span className="block">
          <Status meaning="danger">Not over</Status>: the old value still stood in{" "}
          {formerSeenCount === 1 ? "1 place" : `${formerSeenCount} places`}{" "}
          <Time at={formerSeenAt} now={now} />
        </span>
      )}
    </>
  );
}

function ended(at: string | null): string {
  return at === null ? "never" : `on ${dayInWords(at.slice(0, 10))}`;
}
