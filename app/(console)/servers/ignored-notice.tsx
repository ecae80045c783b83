import { ListLink } from "#components/table/list-navigation.tsx";
import { buttonLook } from "#components/ui/button-look.ts";
import { Callout } from "#components/ui/callout.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Ignored } from "#lib/inventory/server-search.ts";
import { SERVER_FILTERS } from "./server-filters.ts";

const SHOWN_AT_MOST = 6;
const SHOWN_CHARS = 60;

/** Says what the address asks for and the list does not have, since without it more is shown than was asked for. */
export function IgnoredNotice({ ignored, href }: { ignored: readonly Ignored[]; href: string }) {
  if (ignored.length === 0) return null;
  const more = ignored.length - SHOWN_AT_MOST;
  return (
    <div role="status">
      <Callout
        meaning="warning"
        title={
          ignored.length === 1
            ? "A part of this address is ignored: the list does not have it"
            : `${ignored.length.toLocaleString("en")} parts of this address are ignored: the list does not have them`
        }
        actions={
          <ListLink href={href} className={buttonLook("secondary", "small")}>
            Show the list without {ignored.length === 1 ? "it" : "them"}
          </ListLink>
        }
      >
        <p>There may be more servers below than were meant.</p>
        <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
          <InlineList
            items={ignored.slice(0, SHOWN_AT_MOST).map((one) => ({
              key: JSON.stringify(one),
              item: <Tag>{inWords(one)}</Tag>,
            }))}
          />
          {more > 0 && <span>and {more.toLocaleString("en")} more</span>}
        </div>
      </Callout>
    </div>
  );
}

const LABELS = new Map<string, string>([
  ...SERVER_FILTERS.map(({ param, label }) => [param, label] as const),
  ["q", "Search"],
  ["sort", "Order"],
]);

function inWords({ name, value }: Ignored): string {
  return `${shortened(LABELS.get(name) ?? name)}: ${shortened(value)}`;
}

function shortened(text: string): string {
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
