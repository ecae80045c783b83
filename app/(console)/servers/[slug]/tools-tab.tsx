import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { listToolUse } from "#lib/decisions/queries/list-tool-use.ts";
import { answer } from "#lib/doors/page.ts";
import { driftWords } from "./drift-words.ts";
import { tabHref } from "./server-tabs.ts";
import type { Introspections, TabProps } from "./tab-props.ts";
import { ToolTable } from "./tool-table.tsx";

const PAGE_SIZE = 100;

/** What the server offers, what each could do, and whether it may. */
export async function ToolsTab({ server, introspections, search, now }: TabProps) {
  const uses = await answer((actor) => listToolUse(actor, { serverId: server.id }));
  if (!uses.ok) return <ProblemState problem={uses.problem} />;
  const wanted = (search.q ?? "").trim().toLowerCase();
  const matching = server.tools.filter((tool) =>
    `${tool.name} ${tool.title ?? ""} ${tool.description}`.toLowerCase().includes(wanted),
  );
  const page = Math.max(1, Number.parseInt(search.page ?? "1", 10) || 1);
  const hrefOf = (number: number) =>
    `${tabHref(server.slug, "tools")}&${new URLSearchParams({ ...(wanted && { q: wanted }), page: `${number}` })}`;
  return (
    <div className="grid grid-cols-1 gap-3">
      <LastDrift slug={server.slug} introspections={introspections} now={now} />
      <ToolTable
        slug={server.slug}
        rows={matching.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
        uses={uses.data}
        search={search.q ?? ""}
        total={matching.length}
        editRefusal={server.allowed.edit === true ? undefined : server.allowed.edit}
        pages={{
          previousHref: page > 1 ? hrefOf(page - 1) : undefined,
          nextHref: page * PAGE_SIZE < matching.length ? hrefOf(page + 1) : undefined,
        }}
        now={now}
        preferences={parseTablePreferences((await cookies()).get(tableCookie("tools"))?.value)}
      />
    </div>
  );
}

/** What the last answered look found different, and the way to all of them. */
function LastDrift(props: { slug: string; introspections: Introspections; now: string }) {
  const last = props.introspections.items.find((look) => look.state === "succeeded");
  if (last === undefined) return null;
  return (
    <p className="text-ink-muted">
      Last look <Time at={last.finishedAt ?? last.askedAt} now={props.now} />. {driftWords(last.drift)}.{" "}
      <TextLink href={`/servers/${props.slug}/introspections`}>All introspections</TextLink>
    </p>
  );
}
