import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { answer } from "#lib/doors/page.ts";
import { listServerGrants } from "#lib/grants/queries/list-server-grants.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { AddConsumer } from "../../consumers/add-consumer.tsx";
import { toPersonOptions } from "../person-options.ts";
import { GrantTable } from "./grant-table.tsx";
import type { TabProps } from "./tab-props.ts";

/** Who may use the server's enabled tools, until when and why. */
export async function ConsumersTab({ server, now }: TabProps) {
  const found = await answer((actor) =>
    Promise.all([listServerGrants(actor, { serverId: server.id, kind: "access" }), listUsers(actor, {})]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [grants, people] = found.data;
  const hasEnded = server.state === "revoked" || server.state === "retired";
  const refusal = hasEnded ? `This server is ${server.state}: nobody is let in any more.` : undefined;
  const askRefusal = refusal ?? (server.allowed.edit === true ? undefined : server.allowed.edit);
  return (
    <GrantTable
      rows={grants.items}
      hasMore={grants.hasMore}
      now={now}
      toolbar={
        <>
          {askRefusal === undefined ? (
            <LinkButton href={`/servers/${server.slug}/request`}>Ask to let a consumer in</LinkButton>
          ) : (
            <Button disabledReason={askRefusal}>Ask to let a consumer in</Button>
          )}
          <AddConsumer people={toPersonOptions(people)} actor={found.actor} refusal={refusal} />
        </>
      }
      emptyTitle="No consumer may use this server"
      emptyWords={
        refusal ?? "Ask for access for an agent, an application, a service or a person; an approver decides."
      }
      preferences={parseTablePreferences((await cookies()).get(tableCookie("server-grants"))?.value)}
    />
  );
}
