import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ReviewSuspension } from "#lib/grants/queries/get-review-suspension.ts";
import { SuspensionDialog } from "./suspension-dialog.tsx";

/** A mass of grants that is suspended only after a person looked: what, where, and the two answers. */
export function SuspensionCallout({ asked, now }: { asked: ReviewSuspension; now: string }) {
  const { id, askedAt, grantCount, serverCount, inForceCount, servers, allowed } = asked;
  const more = serverCount - servers.length;
  return (
    <Callout meaning="danger" title={`${number(grantCount)} grants wait to be suspended`}>
      <div className="grid gap-3">
        <p>
          The policy suspends high-impact grants of servers whose review is overdue by that long. These are{" "}
          {number(grantCount)} of {number(inForceCount)} in force, on {number(serverCount)}{" "}
          {serverCount === 1 ? "server" : "servers"}: more than are suspended without a second person. Asked{" "}
          <Time at={askedAt} now={now} />.
        </p>
        <details>
          <summary className="cursor-pointer">Which servers</summary>
          <ul className="mt-2 grid max-h-64 gap-1 overflow-y-auto">
            {servers.map(({ id: serverId, slug, name, dueOn, grants }) => (
              <li key={serverId}>
                <TextLink href={`/servers/${slug}?tab=grants`}>{name}</TextLink>, due{" "}
                <Time at={`${dueOn}T23:59:59Z`} now={now} />: {number(grants)}{" "}
                {grants === 1 ? "grant" : "grants"}
              </li>
            ))}
            {more > 0 && <li className="text-ink-muted">and {number(more)} more servers</li>}
          </ul>
        </details>
        <div className="flex flex-wrap gap-2 print:hidden">
          <SuspensionDialog suspensionId={id} answer="confirmed" grantCount={grantCount} allowed={allowed} />
          <SuspensionDialog suspensionId={id} answer="declined" grantCount={grantCount} allowed={allowed} />
        </div>
      </div>
    </Callout>
  );
}

function number(count: number): string {
  return count.toLocaleString("en");
}
