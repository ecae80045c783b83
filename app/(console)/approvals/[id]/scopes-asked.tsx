import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { InlineList } from "#components/ui/inline-list.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";

/** What the server may do downstream by a yes, and the enabled tools that could use it. */
export function ScopesAsked({ request }: { request: RequestView }) {
  const { scopes, toolsInForce, server } = request;
  const isCarriedOn = request.carriesOn.length > 0;
  return (
    <>
      <ul className="mb-2 grid gap-3">
        {scopes.map((scope) => (
          <li key={scope.name} className="rounded-medium border border-line px-3 py-2.5">
            <div className="flex flex-wrap items-center gap-2">
              <code className="font-strong [overflow-wrap:anywhere]">{scope.name}</code>
              <ImpactBadge impact={scope.impact} />
              <span className="text-ink-muted text-small">
                {inWords(scope.breadth)}, {scope.system === null ? "no system named" : `in ${scope.system}`}
              </span>
            </div>
            <ul className="mt-1.5 list-disc pl-4">
              <li>
                {isCarriedOn
                  ? `${server.name} may hold it already; a yes lets that go on.`
                  : scope.isHeld
                    ? `${server.name} holds it already, by its record; a yes says that it may.`
                    : `${server.name} does not hold it yet; a yes puts it on the record.`}
              </li>
              {scope.reasons.map(({ rule, words }) => (
                <li key={`${rule} ${words}`}>{words}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {!isCarriedOn && (
        <div className="mb-2">
          <h3 className="mb-1">Enabled tools, which go on with it</h3>
          <InlineList
            items={toolsInForce.map(({ id, name, impact }) => ({
              key: id,
              item: (
                <span className="inline-flex flex-wrap items-center gap-1.5">
                  <code className="[overflow-wrap:anywhere]">{name}</code>
                  <ImpactBadge impact={impact} />
                </span>
              ),
            }))}
            none="No tool was enabled on this server when this was asked"
          />
        </div>
      )}
    </>
  );
}
