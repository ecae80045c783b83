import { Time } from "#components/ui/time.tsx";
import type { UseView } from "#lib/decisions/use-view.ts";

/** When a call was last allowed, and how many were. `now` is the server's time, ISO 8601. */
export function LastUse({ use, now }: { use: UseView | undefined; now: string }) {
  if (use === undefined || (use.lastAllowedAt === null && use.denied === 0)) return <>Not yet</>;
  const denied = use.denied === 0 ? "" : `, ${count(use.denied)} denied`;
  return (
    <>
      {use.lastAllowedAt === null ? "Never allowed" : <Time at={use.lastAllowedAt} now={now} />}
      <span className="block text-ink-faint text-small tabular-nums">
        {count(use.allowed)} allowed{denied}
      </span>
    </>
  );
}

function count(calls: number): string {
  return calls.toLocaleString("en");
}
