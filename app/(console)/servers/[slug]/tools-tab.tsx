import { cookies } from "next/headers";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { tabHref } from "./server-tabs.ts";
import type { TabProps } from "./tab-props.ts";
import { ToolTable } from "./tool-table.tsx";

const PAGE_SIZE = 100;

/** What the server offers, what each could do, and whether it may. */
export async function ToolsTab({ server, search, now }: TabProps) {
  const wanted = (search.q ?? "").trim().toLowerCase();
  const matching = server.tools.filter((tool) =>
    `${tool.name} ${tool.title ?? ""} ${tool.description}`.toLowerCase().includes(wanted),
  );
  const page = Math.max(1, Number.parseInt(search.page ?? "1", 10) || 1);
  const hrefOf = (number: number) =>
    `${tabHref(server.slug, "tools")}&${new URLSearchParams({ ...(wanted && { q: wanted }), page: `${number}` })}`;
  return (
    <ToolTable
      slug={server.slug}
      rows={matching.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
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
  );
}
