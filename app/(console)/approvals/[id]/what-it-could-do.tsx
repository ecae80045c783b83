import { IMPACT_WORDS, ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RequestView } from "#lib/approvals/request-view.ts";
import { ScopesAsked } from "./scopes-asked.tsx";
import { ToolsReached } from "./tools-reached.tsx";

/** What a yes makes possible: each tool's impact with its reasons, what the server reaches, who gains access. */
export function WhatItCouldDo({ request }: { request: RequestView }) {
  const { server, tools, consumers } = request;
  return (
    <Section title="What it could do">
      {tools.length > 0 && (
        <ul className="mb-2 grid gap-3">
          {tools.map((tool) => (
            <ToolImpact key={tool.id} tool={tool} />
          ))}
        </ul>
      )}
      {request.state === "pending" && consumers.length > 0 && <ToolsReached tools={request.toolsReached} />}
      {request.scopes.length > 0 && <ScopesAsked request={request} />}
      <Facts
        items={[
          {
            label: "On server",
            value: <TextLink href={`/servers/${server.slug}`}>{server.name}</TextLink>,
            hint: server.purpose,
          },
          {
            label: "Environment",
            value:
              request.kind === "move_to_production" && request.state === "pending"
                ? `${inWords(server.environment)}, production once this is approved`
                : inWords(server.environment),
          },
          { label: "Criticality", value: inWords(server.criticality) },
          {
            label: "Data it reaches",
            value: (
              <InlineList
                items={server.dataClasses.map((name) => ({ key: name, item: <Tag>{inWords(name)}</Tag> }))}
                none="Nobody has said which data this server reaches"
              />
            ),
          },
          {
            label: request.carriesOn.length > 0 ? "Who keeps access" : "Who gains access",
            value:
              consumers.length === 0 ? (
                <span className="text-ink-muted">
                  {request.carriesOn.length > 0 ? "Nobody" : "Nobody new"}
                </span>
              ) : (
                <ul className="grid gap-1">
                  {consumers.map((consumer) => (
                    <li key={consumer.id}>
                      {consumer.name}{" "}
                      <span className="text-ink-muted">
                        ({inWords(consumer.kind).toLowerCase()}, {ownerOf(consumer)})
                      </span>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </Section>
  );
}

function ToolImpact({ tool }: { tool: RequestView["tools"][number] }) {
  const isUnderstated = tool.claimedImpact !== null && tool.claimedImpact !== tool.impact;
  return (
    <li className="rounded-medium border border-line px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <code className="font-strong [overflow-wrap:anywhere]">{tool.name}</code>
        <ImpactBadge impact={tool.impact} />
        {isUnderstated && tool.claimedImpact !== null && (
          <span className="text-ink-muted text-small">
            The server itself claims: {IMPACT_WORDS[tool.claimedImpact].toLowerCase()}
          </span>
        )}
      </div>
      {tool.definition.description !== undefined && (
        <p className="mt-1 line-clamp-4 text-ink-muted [overflow-wrap:anywhere] print:line-clamp-none">
          “{tool.definition.description}”
        </p>
      )}
      {tool.warnings.length > 0 && (
        <Callout meaning="danger" title="Its text hides something" className="mt-1.5">
          {tool.warnings.map((warning) => (
            <p key={`${warning.field} ${warning.words}`}>
              {warning.field} {warning.words}
            </p>
          ))}
        </Callout>
      )}
      <ul className="mt-1.5 list-disc pl-4">
        {tool.impactReasons.map((reason) => (
          <li key={`${reason.rule} ${reason.words}`}>{reason.words}</li>
        ))}
      </ul>
    </li>
  );
}

function ownerOf(consumer: RequestView["consumers"][number]): string {
  return consumer.owner === null ? "nobody owns it" : `owned by ${consumer.owner.name}`;
}
