import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import { clientName } from "#lib/discovery/client-name.ts";
import { listServerSightings } from "#lib/discovery/queries/list-server-sightings.ts";
import { answer } from "#lib/doors/page.ts";

const SHOWN = 8;

/** Where clients' files show this server: whose, which client, since when, and whether it is still there. */
export async function SeenIn({ serverId, now }: { serverId: string; now: string }) {
  const found = await answer((actor) => listServerSightings(actor, { serverId }));
  // What else the page says stands without it.
  if (!found.ok || found.data.items.length === 0) return null;
  const { items, presentCount } = found.data;
  return (
    <Section title="Seen in" description={inWords(presentCount, items.length)}>
      <ul className="grid divide-y divide-line">
        {items.slice(0, SHOWN).map((place) => (
          <li
            key={`${place.machine} ${place.client} ${place.path} ${place.declaredName}`}
            className="flex flex-wrap items-baseline justify-between gap-x-4 py-2"
          >
            <span className="min-w-0">
              <span className="font-strong">{clientName(place.client)}</span>
              {place.machine !== "" && ` on ${place.machine}`}
              <code className="block break-all text-ink-muted text-small">{place.path}</code>
              <span className="block text-ink-muted text-small">Told by {place.toldBy}</span>
            </span>
            {place.goneAt === null ? (
              <span className="text-ink-muted">
                Seen <Time at={place.lastSeenAt} now={now} />
              </span>
            ) : (
              <Status meaning="neutral">Gone</Status>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function inWords(present: number, known: number): string {
  if (present === 0) return "No client file shows it any more.";
  const places = present === 1 ? "One client file" : `${present.toLocaleString("en")} client files`;
  return known > SHOWN ? `${places}; the newest are shown.` : `${places}.`;
}
