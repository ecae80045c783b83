import { Stamp } from "lucide-react";
import { inWords } from "#app/in-words.ts";
import { StateBadge } from "#app/state-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { IntrospectButton } from "./introspect-button.tsx";
import { StateChange } from "./state-change.tsx";
import type { Introspections } from "./tab-props.ts";

interface Props {
  server: ServerPage;
  introspections: Introspections;
}

/** What the server is for, how it stands, and what can be done with it. */
export function ServerHeader({ server, introspections }: Props) {
  // Any other state has a banner below, which says the reason.
  const isInUse = server.state === "registered" || server.state === "active";
  return (
    <PageHeader
      breadcrumbs={[{ label: "Servers", href: "/servers" }]}
      title={server.name}
      sentence={server.purpose}
      meta={
        <>
          <StateBadge of="server" state={server.state} />
          <Tag>{inWords(server.environment)}</Tag>
          {isGrave(server.criticality) ? (
            <Badge meaning="warning">
              {server.criticality === "critical" ? "Business-critical" : "High criticality"}
            </Badge>
          ) : (
            <Tag>{inWords(server.criticality)} criticality</Tag>
          )}
          {isInUse && server.stateReason !== null && (
            <span className="text-ink-muted">{server.stateReason}</span>
          )}
        </>
      }
      actions={
        <>
          <StateChange server={server} />
          <IntrospectButton serverId={server.id} disabledReason={introspectRefusal(server, introspections)} />
          <MoveToProduction server={server} />
          <AskForApproval server={server} />
        </>
      }
    />
  );
}

function isGrave(criticality: ServerPage["criticality"]): boolean {
  return criticality === "high" || criticality === "critical";
}

function introspectRefusal({ allowed }: ServerPage, { verdict, items }: Introspections): string | undefined {
  if (allowed.edit !== true) return allowed.edit;
  if (!verdict.ok) return verdict.reason;
  const isUnderway = items[0]?.state === "queued" || items[0]?.state === "running";
  return isUnderway ? "This server is being asked already." : undefined;
}

/** Shown to who may ask, while it is elsewhere. */
function MoveToProduction({ server: { slug, environment, allowed } }: { server: ServerPage }) {
  if (environment === "production" || allowed.edit !== true) return null;
  return <LinkButton href={`/servers/${slug}/move`}>Move to production</LinkButton>;
}

function AskForApproval({ server }: { server: ServerPage }) {
  const icon = <Stamp aria-hidden="true" />;
  if (server.allowed.edit !== true) {
    return (
      <Button variant="primary" icon={icon} disabledReason={server.allowed.edit}>
        Ask for approval
      </Button>
    );
  }
  return (
    <LinkButton href={`/servers/${server.slug}/request`} variant="primary" icon={icon}>
      Ask for approval
    </LinkButton>
  );
}
