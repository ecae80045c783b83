import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { RequestLink } from "#app/request-link.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import type { Column } from "#components/table/column.ts";
import { Badge } from "#components/ui/badge.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import type { GrantView } from "#lib/grants/grant-view.ts";
import { ExtendLink } from "./extend-link.tsx";
import { revokeGrantAction } from "./grant-actions.ts";

/** Columns of a server's grants. `now` is the server's time, ISO 8601. */
export function grantColumns(now: string): readonly Column<GrantView>[] {
  return [
    { id: "what", header: "Grant", className: "min-w-48", cell: (row) => <GrantedThing grant={row} /> },
    { id: "state", header: "State", cell: (row) => <GrantState grant={row} /> },
    {
      id: "until",
      header: "Until",
      className: "whitespace-nowrap",
      cell: (row) => <Time at={row.expiresAt} now={now} />,
    },
    {
      id: "why",
      header: "Why it exists",
      className: "min-w-64 max-w-96",
      cell: (row) => <WhyGranted grant={row} />,
    },
    {
      id: "since",
      header: "Granted",
      className: "whitespace-nowrap",
      isHiddenOnPhone: true,
      cell: (row) => <Time at={row.grantedAt} now={now} />,
    },
    {
      id: "act",
      header: "Change",
      cell: (row) => (
        <span className="flex flex-wrap gap-2">
          <ExtendLink grant={row} />
          <RevokeDialog grant={row} />
        </span>
      ),
    },
  ];
}

function GrantedThing({ grant }: { grant: GrantView }) {
  const { tool, consumer, scope, server } = grant;
  if (tool !== null) {
    return (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <TextLink href={`/servers/${server.slug}/tools/${tool.id}`} className="break-all font-mono">
          {tool.name}
        </TextLink>
        <ImpactBadge impact={tool.impact} />
      </span>
    );
  }
  return (
    <span>
      {consumer?.name ?? <code className="break-all">{scope?.name}</code>}
      <span className="block text-ink-faint text-small font-normal">
        {consumer === null ? scopeHint(scope) : `${inWords(consumer.kind)}, may use enabled tools`}
      </span>
    </span>
  );
}

function scopeHint(scope: GrantView["scope"]): string {
  const where = scope?.system == null ? "" : ` in ${scope.system}`;
  return `${scope === null ? "Scope" : `${inWords(scope.breadth)} scope`}${where}, may be held by the server`;
}

function GrantState({ grant }: { grant: GrantView }) {
  return (
    <span>
      <StateBadge of="grant" state={grant.status} isQuiet />
      {grant.originKind === "break_glass" && (
        <Badge meaning="danger" className="ml-1">
          Broken glass
        </Badge>
      )}
      {grant.stateReason !== null && grant.status !== "active" && (
        <span className="block max-w-64 text-ink-muted text-small">{grant.stateReason}</span>
      )}
      {grant.consumer?.isActive === false && (
        <span className="block max-w-64 text-ink-muted text-small">Denied: the consumer is inactive</span>
      )}
    </span>
  );
}

/** The words, cut short, and the request that made it. */
function WhyGranted({ grant }: { grant: GrantView }) {
  return (
    <span className="text-ink-muted">
      <span className="sm:line-clamp-3" title={grant.why}>
        {grant.why}
      </span>
      {grant.request !== null && (
        <RequestLink id={grant.request.id} isNothingAlone>
          The request
        </RequestLink>
      )}
    </span>
  );
}

const AFTER_REVOKING = {
  tool: "Nobody can use this tool from now on. A new approval is needed to enable it again.",
  access: "It can use none of this server's tools from now on. A new approval is needed to let it in again.",
  scope:
    "The server may not hold this scope from now on. Take it away downstream too; until then it stays a finding.",
} satisfies Record<GrantView["kind"], string>;

function RevokeDialog({ grant }: { grant: GrantView }) {
  const name = grant.tool?.name ?? grant.consumer?.name ?? grant.scope?.name ?? "this grant";
  const { revoke } = grant.allowed;
  return (
    <FormDialog
      action={revokeGrantAction}
      label="Revoke"
      buttonSize="small"
      disabledReason={revoke === true ? undefined : revoke}
      title={`Revoke the grant of ${name}?`}
      description={AFTER_REVOKING[grant.kind]}
      size="small"
      submitLabel="Revoke the grant"
      isDangerous
    >
      <input type="hidden" name="grantId" value={grant.id} />
      <Textarea name="reason" label="Reason" hint="Kept in the audit trail." />
    </FormDialog>
  );
}
