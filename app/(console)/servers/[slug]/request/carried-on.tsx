import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { previewRequest } from "#lib/approvals/queries/preview-request.ts";

interface Props {
  title: string;
  grants: Awaited<ReturnType<typeof previewRequest>>["carriesOn"];
  now: string;
  /** Said where nothing goes on. */
  empty: string;
  note: string;
}

/** What a request would carry on, and when each of it ends today. */
export function CarriedOn({ title, grants, now, empty, note }: Props) {
  return (
    <Section title={title}>
      {grants.length === 0 ? (
        <p className="text-ink-muted">{empty}</p>
      ) : (
        <div className="grid gap-3">
          <ul className="max-h-96 divide-y divide-line overflow-y-auto">
            {grants.map(({ id, name, expiresAt }) => (
              <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
                <span className="break-all">{name}</span>
                <span className="text-ink-muted">
                  ends <Time at={expiresAt} now={now} />
                </span>
              </li>
            ))}
          </ul>
          <p className="text-ink-muted">{note}</p>
        </div>
      )}
    </Section>
  );
}
