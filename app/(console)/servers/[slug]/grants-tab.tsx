import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { answer } from "#lib/doors/page.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { isPermitted } from "#lib/kernel/permissions.ts";
import { GrantTable } from "./grant-table.tsx";
import { tabHref } from "./server-tabs.ts";
import type { TabProps } from "./tab-props.ts";

/** Every permission in force on this server, why it exists, and when it ends. */
export async function GrantsTab({ server, search, now }: TabProps) {
  const withEnded = search.ended === "1";
  const found = await answer((actor) => listServerGrants(actor, { serverId: server.id, withEnded }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const href = tabHref(server.slug, "grants");
  return (
    <ReadableRequests of={found.data.items.map(({ request }) => request?.id)}>
      <GrantTable
        rows={found.data.items}
        hasMore={found.data.hasMore}
        now={now}
        toolbar={
          <>
            <TextLink href={withEnded ? href : `${href}&ended=1`}>
              {withEnded ? "Hide what has ended" : "Show what has ended too"}
            </TextLink>
            {isPermitted(found.actor, "campaign:manage") && (
              <TextLink href={`/reviews/new?server=${encodeURIComponent(server.slug)}`}>
                Review this server
              </TextLink>
            )}
          </>
        }
        emptyTitle="Nothing is granted on this server"
        emptyWords="Until a tool is approved, every question whether it may be used is answered no."
        preferences={parseTablePreferences((await cookies()).get(tableCookie("server-grants"))?.value)}
      />
    </ReadableRequests>
  );
}
