import { commandLine } from "#app/command-line.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { hasRole, type PersonActor } from "#lib/kernel/actor.ts";
import { RefreshWhileShown } from "./refresh-while.tsx";
import { allowCommandAction } from "./state-actions.ts";
import type { Introspections } from "./tab-props.ts";

interface Props {
  server: ServerPage;
  introspections: Introspections;
  actor: PersonActor;
  now: string;
}

/** What stands between us and the server's own answer: it is being asked, it failed, or its command is not allowed. */
export function IntrospectionNotice({ server, introspections, actor, now }: Props) {
  const latest = introspections.items[0];
  return (
    <div aria-live="polite" className="grid gap-3 empty:hidden">
      {server.command !== null && !introspections.isCommandAllowed && (
        <CommandNotAllowed
          server={server}
          command={server.command}
          digest={introspections.commandDigest ?? ""}
          isAdmin={hasRole(actor, "admin")}
        />
      )}
      {(latest?.state === "queued" || latest?.state === "running") && (
        <Callout meaning="notice" title={<Underway isRunning={latest.state === "running"} />}>
          Asked by {latest.askedByName} <Time at={latest.askedAt} now={now} />. This page shows the answer
          when it is there; you may leave it meanwhile.
          <RefreshWhileShown />
        </Callout>
      )}
      {latest?.state === "failed" && (
        <Callout meaning="danger" title="The last introspection failed">
          {latest.errorMessage ?? "The server gave no usable answer."}{" "}
          <Time at={latest.finishedAt ?? latest.askedAt} now={now} />
        </Callout>
      )}
    </div>
  );
}

function Underway({ isRunning }: { isRunning: boolean }) {
  return (
    <span className="inline-flex items-center gap-2">
      <Spinner />
      {isRunning ? "Steward is asking the server what it offers" : "Waiting for the worker to ask the server"}
    </span>
  );
}

function CommandNotAllowed(props: { server: ServerPage; command: string; digest: string; isAdmin: boolean }) {
  const { server, command } = props;
  return (
    <Callout
      meaning="notice"
      title="Steward may not start this server yet"
      actions={
        <FormDialog
          action={allowCommandAction}
          label="Allow this exact command"
          disabledReason={props.isAdmin ? undefined : "Only an administrator allows a command to run."}
          title="Allow this exact command?"
          description="Steward starts it on its own machine, without any credential, to ask which tools it offers. Any other command or argument stays refused."
          submitLabel="Allow it"
        >
          <input type="hidden" name="serverId" value={server.id} />
          <input type="hidden" name="commandDigest" value={props.digest} />
          <CodeBlock
            code={commandLine({ command, args: server.args })}
            label="The command as it would be run"
          />
        </FormDialog>
      }
    >
      Introspecting it means running a command, and an administrator has not allowed this one.
    </Callout>
  );
}
