import { FormDialog } from "#components/form/form-dialog.tsx";
import type { FormAction } from "#components/form/form-state.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { activateServerAction, resumeServerAction, suspendServerAction } from "./state-actions.ts";

interface Change {
  action: "activate" | "suspend" | "resume";
  run: FormAction;
  label: string;
  description: string;
  isDangerous: boolean;
}

const SUSPEND: Change = {
  action: "suspend",
  run: suspendServerAction,
  label: "Suspend",
  description:
    "Until it is resumed, every question whether a tool of this server may be used is answered no.",
  isDangerous: true,
};

const RESUME: Change = {
  action: "resume",
  run: resumeServerAction,
  label: "Resume",
  description: "What is still granted and unchanged works again at once.",
  isDangerous: false,
};

const ACTIVATE: Change = {
  action: "activate",
  run: activateServerAction,
  label: "Mark as active",
  description: "For a server that Steward cannot ask itself. Introspecting it does this too.",
  isDangerous: false,
};

/** Suspend or resume, whichever the state calls for; activate while it is only registered. */
export function StateChange({ server }: { server: ServerPage }) {
  return (
    <>
      {server.allowed.activate === true && <ReasonDialog server={server} change={ACTIVATE} />}
      <ReasonDialog server={server} change={server.state === "suspended" ? RESUME : SUSPEND} />
    </>
  );
}

function ReasonDialog({ server, change }: { server: ServerPage; change: Change }) {
  const verdict = server.allowed[change.action];
  return (
    <FormDialog
      action={change.run}
      label={change.label}
      disabledReason={verdict === true ? undefined : verdict}
      title={`${change.label}: ${server.name}`}
      description={change.description}
      size="small"
      submitLabel={change.label}
      isDangerous={change.isDangerous}
    >
      <input type="hidden" name="serverId" value={server.id} />
      <Textarea name="reason" label="Reason" hint="Kept in the audit trail; at least 10 characters." />
    </FormDialog>
  );
}
