import { inWords } from "#app/in-words.ts";
import type { Column } from "#components/table/column.ts";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { SystemListItem } from "#lib/inventory/queries/list-systems.ts";

/** Columns of the systems' table: what it is, what it holds, how many servers reach it. */
export const SYSTEM_COLUMNS: readonly Column<SystemListItem>[] = [
  {
    id: "system",
    header: "System",
    className: "min-w-56 max-w-96",
    cell: (row) => (
      <>
        <span className="block">{row.name}</span>
        <span className="line-clamp-2 text-ink-muted text-small font-normal">{row.description}</span>
      </>
    ),
  },
  {
    id: "data-classes",
    header: "Data classes",
    className: "min-w-56",
    cell: (row) => (
      <InlineList
        items={row.dataClasses.map((name) => ({ key: name, item: <Tag>{inWords(name)}</Tag> }))}
        none="No data class"
      />
    ),
  },
  { id: "criticality", header: "Criticality", cell: (row) => inWords(row.criticality) },
  {
    id: "servers",
    header: "Servers that reach it",
    align: "end",
    cell: ({ servers: { count, isEstimate } }) => `${count.toLocaleString("en")}${isEstimate ? "+" : ""}`,
  },
];
