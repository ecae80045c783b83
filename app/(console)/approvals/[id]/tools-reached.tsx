import { ImpactBadge } from "#app/impact-badge.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";

type Reached = RequestView["toolsReached"];

/** The tools that access gives besides those asked for, gravest first, and which one makes the request as grave as it is. */
export function ToolsReached({ tools }: { tools: Reached }) {
  const [gravest] = tools;
  return (
    <div className="mb-2">
      <h3 className="mb-1">Tools it could call</h3>
      <InlineList
        items={tools.map(({ id, name, impact, state }) => ({
          key: id,
          item: (
            <span className="inline-flex flex-wrap items-center gap-1.5">
              <code className="[overflow-wrap:anywhere]">{name}</code>
              <ImpactBadge impact={impact} />
              {state !== "enabled" && (
                <span className="text-ink-muted text-small">
                  {state === "pending" ? "waits for its own approval" : "cut off for now"}
                </span>
              )}
            </span>
          ),
        }))}
        none="No tool of this server is enabled or waits to be"
      />
      {gravest !== undefined && (
        <p className="mt-1 text-ink-muted">
          Access counts as much as the gravest of them:{" "}
          <code className="[overflow-wrap:anywhere]">{gravest.name}</code>.
        </p>
      )}
    </div>
  );
}
