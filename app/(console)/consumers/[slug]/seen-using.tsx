import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { SeenServerItem } from "#lib/discovery/queries/list-seen-servers.ts";

interface Props {
  servers: readonly SeenServerItem[];
  /** Servers that it may use something of. */
  grantedIds: ReadonlySet<string>;
  now: string;
}

/** What the files of this client show, beside what was approved for it: use without approval stands out. */
export function SeenUsing({ servers, grantedIds, now }: Props) {
  return (
    <Section title="Seen using" description="Governed servers that its client files show." flush>
      {servers.length === 0 ? (
        <p className="px-4 py-3 text-ink-muted">Its files show no governed server.</p>
      ) : (
        <ul className="divide-y divide-line">
          {servers.map((server) => (
            <li key={server.id} className="flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 py-2.5">
              <span className="min-w-0 flex-1 basis-64">
                <TextLink href={`/servers/${server.slug}?tab=consumers`}>{server.name}</TextLink>
              </span>
              <span className="w-48 text-ink-muted">
                Since <Time at={server.firstSeenAt} now={now} />, last{" "}
                <Time at={server.lastSeenAt} now={now} />
              </span>
              <span className="basis-40">
                <Approval isGone={server.isGone} isGranted={grantedIds.has(server.id)} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Approval({ isGone, isGranted }: { isGone: boolean; isGranted: boolean }) {
  if (isGone) return <Status meaning="neutral">No longer there</Status>;
  return isGranted ? (
    <Status meaning="good">Approved</Status>
  ) : (
    <Status meaning="warning">Not approved</Status>
  );
}
