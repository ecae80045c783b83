import { DefinitionBlock } from "#app/definition-block.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { RequestLink } from "#app/request-link.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DiffView } from "#components/ui/diff-view.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";

type ToolView = RequestView["tools"][number];

/** Of many tools the first few are unfolded; the rest are a press away. */
const UNFOLDED = 3;

/** Each tool's definition against what was approved before; without a before, the definition itself. */
export function WhatChanged({ request, now }: { request: RequestView; now: string }) {
  const { tools } = request;
  // Of what is asked again the last that was seen is shown, approved or not.
  const wasApproved = request.cause !== "drift" && request.replaces === null;
  if (tools.length === 0) {
    return (
      <Section title="What changed">
        <p className="text-ink-muted">
          {request.scopes.some(({ isHeld }) => !isHeld)
            ? "The server comes to hold a scope that it does not hold now. No tool's definition is part of this."
            : "No tool is asked for, so no definition is part of this."}
        </p>
      </Section>
    );
  }
  return (
    <Section title="What changed" description={comparison(tools, wasApproved)}>
      <ByGlass tools={tools} wasApproved={wasApproved} now={now} />
      <div className="grid gap-4">
        {tools.map((tool, place) => (
          <details key={tool.id} open={place < UNFOLDED || tool.isChanged} className="min-w-0">
            <summary className="mb-2">
              <code className="font-strong [overflow-wrap:anywhere]">{tool.name}</code>
            </summary>
            <Definition tool={tool} wasApproved={wasApproved} />
            {tool.digest !== null && (
              <p className="mt-1.5 text-ink-faint text-small">
                An approval holds for this definition only:{" "}
                <Mono value={tool.digest} shown={`${tool.digest.slice(0, 19)}…`} label="digest" />
              </p>
            )}
          </details>
        ))}
      </div>
    </Section>
  );
}

/** What works already, though nobody approved it: said before any comparison. */
function ByGlass({
  tools,
  wasApproved,
  now,
}: {
  tools: readonly ToolView[];
  wasApproved: boolean;
  now: string;
}) {
  const inForce = tools.flatMap(({ name, diff, byGlass }) =>
    byGlass === null ? [] : [{ name, diff, ...byGlass }],
  );
  if (inForce.length === 0) return null;
  return (
    <ReadableRequests of={inForce.map(({ requestId }) => requestId)}>
      <Callout meaning="warning" title="In force by broken glass, not by an approval" className="mb-4">
        {inForce.map(({ name, diff, requestId, expiresAt }) => (
          <p key={name} className="[overflow-wrap:anywhere]">
            <code>{name}</code> {diff === null && wasApproved && "was never approved. It "}is in force until{" "}
            <Time at={expiresAt} now={now} show="exact" /> because{" "}
            {requestId === null ? (
              "somebody broke glass"
            ) : (
              <RequestLink id={requestId}>somebody broke glass</RequestLink>
            )}
            .
          </p>
        ))}
      </Callout>
    </ReadableRequests>
  );
}

function Definition({ tool, wasApproved }: { tool: ToolView; wasApproved: boolean }) {
  if (tool.diff !== null) {
    const before = wasApproved ? "What was approved before" : "What was seen before";
    return <DiffView lines={tool.diff} before={before} after="What is asked for now" />;
  }
  return <DefinitionBlock definition={tool.definition} label={`definition of ${tool.name}`} />;
}

function comparison(tools: readonly ToolView[], wasApproved: boolean): string {
  const first = tools.filter((tool) => tool.diff === null).length;
  if (first === tools.length) {
    return "This has not been approved before, so there is nothing to compare with. This is the definition.";
  }
  const was = wasApproved ? "approved" : "seen";
  return first === 0
    ? `The definition that was ${was} before, against the one that is asked for.`
    : `Where one was ${was} before, the difference; otherwise the definition itself.`;
}
