import { Badge } from "#components/ui/badge.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { listRemovals } from "#lib/reviews/queries/list-removals.ts";
import { stopsInWords } from "../../item-words.ts";

type Page = Awaited<ReturnType<typeof listRemovals>>;

interface Props {
  page: Page;
  now: string;
  /** Where the next page is, behind its cursor. */
  hrefOf: (cursor: number) => string;
}

/** Things that are cut off, one by one: what stops working, why, and how far that is. */
export function RemovalList({ page, now, hrefOf }: Props) {
  return (
    <>
      <ul className="divide-y divide-line">
        {page.items.map((item) => (
          <li key={item.id} className="grid gap-0.5 px-4 py-2.5 [overflow-wrap:anywhere]">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <span className="min-w-0">{stopsInWords(item.facts, item.serverName)}</span>
              {item.risk === "high" && <Badge meaning="warning">High risk</Badge>}
            </div>
            <p className="text-ink-muted text-small">
              {item.endsAt !== null && (
                <>
                  Answered to end sooner: <Time at={item.endsAt} now={now} />.{" "}
                </>
              )}
              {inReason(item)}
            </p>
            {item.attempts > 0 && item.outcomeDetail !== null && (
              <p className="text-small">
                <span className="text-ink">{item.outcomeDetail}</span>{" "}
                <span className="text-ink-muted">
                  Tried {item.attempts === 1 ? "once" : `${item.attempts} times`}
                  {item.nextAttemptAt !== null && (
                    <>
                      ; again <Time at={item.nextAttemptAt} now={now} />
                    </>
                  )}
                  .
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {page.nextCursor !== null && (
        <div className="border-line border-t px-4 py-2.5 print:hidden">
          <LinkButton href={hrefOf(page.nextCursor)} size="small">
            Next {page.items.length}
          </LinkButton>
        </div>
      )}
    </>
  );
}

function inReason({ decision, reason, endsAt }: Page["items"][number]): string {
  if (decision === "undecided") return endsAt === null ? "Nobody answered for it." : "";
  return reason ?? (endsAt === null ? "Revoked." : "");
}
