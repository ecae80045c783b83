import { StateBadge } from "#app/state-badge.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { answer } from "#lib/doors/page.ts";
import { listCampaigns } from "#lib/reviews/queries/list-campaigns.ts";

const SHOWN = 5;

/** The reviews that ask about this server, whatever else they ask about, the newest first. */
export async function ServerReviews({ serverId, now }: { serverId: string; now: string }) {
  const found = await answer((actor) => listCampaigns(actor, { serverId, limit: SHOWN }));
  // What else the page says stands without it.
  if (!found.ok || found.data.items.length === 0) return null;
  const { items, total } = found.data;
  return (
    <Section title="Reviews" description={inWords(total)}>
      <ul className="grid divide-y divide-line">
        {items.map(({ id, name, state, closedAt, dueAt }) => {
          const at = closedAt ?? dueAt;
          return (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <TextLink href={`/reviews/${id}`}>{name}</TextLink>
                {at !== null && (
                  <span className="block text-ink-muted text-small">
                    {closedAt === null ? "Due" : "Closed"} <Time at={at} now={now} />
                  </span>
                )}
              </span>
              <StateBadge of="campaign" state={state} isQuiet />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function inWords({ count, isEstimate }: { count: number; isEstimate: boolean }): string {
  if (count === 1) return "One asks about this server.";
  const many = `${isEstimate ? "More than " : ""}${count.toLocaleString("en")} ask about this server`;
  return count > SHOWN ? `${many}; the newest are shown.` : `${many}.`;
}
