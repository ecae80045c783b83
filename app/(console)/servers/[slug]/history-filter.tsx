import { inWords } from "#app/in-words.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { HISTORY_KINDS } from "#lib/audit/history-kinds.ts";
import { tabHref } from "./server-tabs.ts";

interface Props {
  slug: string;
  kind: string | undefined;
  /** A person's id. */
  by: string | undefined;
  people: readonly { id: string; name: string }[];
}

/** Narrows the history by kind of change and by person. A plain form, so the address holds the choice. */
export function HistoryFilter({ slug, kind, by, people }: Props) {
  return (
    <form
      method="get"
      action={`/servers/${slug}`}
      aria-label="Filter the history"
      className="mb-4 grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto] print:hidden"
    >
      <input type="hidden" name="tab" value="history" />
      <Select
        name="kind"
        label="What changed"
        isOptional
        placeholder="Anything"
        options={HISTORY_KINDS.map((value) => ({ value, label: inWords(value) }))}
        defaultValue={kind ?? ""}
      />
      <Select
        name="by"
        label="Who"
        isOptional
        placeholder="Anybody"
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={by ?? ""}
      />
      <div className="flex gap-2">
        <Button type="submit">Filter</Button>
        {(kind !== undefined || by !== undefined) && (
          <LinkButton href={tabHref(slug, "history")}>Clear</LinkButton>
        )}
      </div>
    </form>
  );
}
