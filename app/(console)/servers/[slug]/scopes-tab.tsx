import { FileCheck, KeyRound } from "lucide-react";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { ReadableRequests } from "#app/readable-requests.tsx";
import { RequestLink } from "#app/request-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import { listWaitingScopes } from "#lib/approvals/queries/list-waiting-scopes.ts";
import { answer } from "#lib/doors/page.ts";
import { listServerScopes } from "#lib/grants/queries/list-server-scopes.ts";
import { BREADTH_MEANINGS } from "./scope-breadths.ts";
import { AddScope, RemoveScope } from "./scope-dialogs.tsx";
import { STANDING_WORDS } from "./scope-words.ts";
import type { TabProps } from "./tab-props.ts";

type Scope = Awaited<ReturnType<typeof listServerScopes>>[number];

/** What the server's own identity may do in the systems behind it, and whether somebody approved that. */
export async function ScopesTab({ server, now }: TabProps) {
  const found = await answer((actor) =>
    Promise.all([
      listServerScopes(actor, { serverId: server.id }),
      listWaitingScopes(actor, { serverId: server.id }),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [scopes, waiting] = found.data;
  const refusal = server.allowed.edit === true ? undefined : server.allowed.edit;
  const askHref = `/servers/${server.slug}/request/scopes`;
  const isNew = ({ name }: { name: string }) => !scopes.some((scope) => scope.name === name);
  return (
    <ReadableRequests of={waiting.map(({ requestId }) => requestId)}>
      <Section
        title="Scopes"
        description="What this server's identity may do downstream, and whether that is granted."
        flush
        actions={
          <>
            <AddScope serverId={server.id} refusal={refusal} />
            <Ask href={askHref} label="Ask for a scope" refusal={refusal} isPrimary />
          </>
        }
      >
        {scopes.length === 0 && waiting.length === 0 ? (
          <EmptyState icon={<KeyRound />} title="No scope is on record">
            Ask for what it needs, or record what its credentials allow already, so that too much can be seen.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {scopes.map((scope) => (
              <li key={scope.id} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5">
                <div className="min-w-0 flex-1 basis-56">
                  <code className="break-all font-strong">{scope.name}</code>
                  <p className="text-ink-muted text-small">
                    {scope.system === null ? "No system named" : `In ${scope.system}`}, on record{" "}
                    <Time at={scope.addedAt} now={now} />
                  </p>
                </div>
                <Status meaning={BREADTH_MEANINGS[scope.breadth]}>{inWords(scope.breadth)}</Status>
                <Standing
                  scope={scope}
                  requestId={waiting.find(({ name }) => name === scope.name)?.requestId}
                  now={now}
                />
                <span className="flex gap-2">
                  {scope.standing !== "granted" && !waiting.some(({ name }) => name === scope.name) && (
                    <Ask href={`${askHref}?scopes=${scope.id}`} label="Ask for it" refusal={refusal} />
                  )}
                  <RemoveScope serverId={server.id} scope={scope} refusal={refusal} />
                </span>
              </li>
            ))}
            {waiting.filter(isNew).map(({ name, requestId }) => (
              <li key={name} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5">
                <div className="min-w-0 flex-1 basis-56">
                  <code className="break-all font-strong">{name}</code>
                  <p className="text-ink-muted text-small">Not held yet</p>
                </div>
                <RequestLink id={requestId}>Waits for a decision</RequestLink>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </ReadableRequests>
  );
}

/** Whether it is granted, until when, or what became of the grant. */
function Standing(props: { scope: Scope; requestId: string | undefined; now: string }) {
  const { standing, grant } = props.scope;
  const { meaning, words } = STANDING_WORDS[standing];
  const hasEnd = grant !== null && (standing === "granted" || standing === "expired");
  return (
    <div className="basis-48">
      <Status meaning={meaning}>
        {words}
        {hasEnd && (
          <>
            {standing === "granted" ? " until " : " "}
            <Time at={grant.expiresAt} now={props.now} />
          </>
        )}
      </Status>
      {props.requestId !== undefined && (
        <p className="text-small">
          <RequestLink id={props.requestId}>Waits for a decision</RequestLink>
        </p>
      )}
      {grant !== null && grant.stateReason !== null && standing !== "granted" && (
        <p className="max-w-64 text-ink-muted text-small">{grant.stateReason}</p>
      )}
    </div>
  );
}

function Ask(props: { href: string; label: string; refusal: string | undefined; isPrimary?: boolean }) {
  const variant = props.isPrimary ? "primary" : "secondary";
  const icon = <FileCheck aria-hidden="true" />;
  if (props.refusal !== undefined) {
    return (
      <Button size="small" icon={icon} disabledReason={props.refusal}>
        {props.label}
      </Button>
    );
  }
  return (
    <LinkButton href={props.href} size="small" variant={variant} icon={icon}>
      {props.label}
    </LinkButton>
  );
}
