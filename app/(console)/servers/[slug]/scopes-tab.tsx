import { KeyRound, Plus } from "lucide-react";
import { inWords } from "#app/in-words.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { addScopeAction, removeScopeAction } from "./part-actions.ts";
import type { TabProps } from "./tab-props.ts";

type Scope = ServerPage["scopes"][number];

const BREADTH_MEANINGS = {
  narrow: "good",
  broad: "warning",
  wildcard: "danger",
} satisfies Record<Scope["breadth"], Meaning>;

const BREADTHS = [
  { value: "narrow", label: "Narrow", hint: "One thing in one place, such as reading one repository." },
  { value: "broad", label: "Broad", hint: "A whole system or many things, such as every repository." },
  { value: "wildcard", label: "Wildcard", hint: "Anything, now and in future, such as admin or *." },
];

/** What the server's own identity may do in the systems behind it. */
export function ScopesTab({ server, now }: TabProps) {
  const refusal = server.allowed.edit === true ? undefined : server.allowed.edit;
  return (
    <Section
      title="Scopes"
      description="What this server's identity may do downstream. A change of scopes suspends what was approved."
      flush
      actions={<AddScope serverId={server.id} refusal={refusal} />}
    >
      {server.scopes.length === 0 ? (
        <EmptyState icon={<KeyRound />} title="No scope is on record">
          Record what its credentials allow downstream, so that too much can be seen.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {server.scopes.map((scope) => (
            <li key={scope.id} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-56">
                <code className="break-all font-strong">{scope.name}</code>
                <p className="text-ink-muted text-small">
                  {scope.system === null ? "No system named" : `In ${scope.system}`}, on record{" "}
                  <Time at={scope.addedAt} now={now} />
                </p>
              </div>
              <Status meaning={BREADTH_MEANINGS[scope.breadth]}>{inWords(scope.breadth)}</Status>
              <RemoveScope serverId={server.id} scope={scope} refusal={refusal} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function AddScope({ serverId, refusal }: { serverId: string; refusal: string | undefined }) {
  return (
    <FormDialog
      action={addScopeAction}
      label="Add a scope"
      icon={<Plus aria-hidden="true" />}
      buttonSize="small"
      disabledReason={refusal}
      title="Add a scope"
      submitLabel="Add"
    >
      <input type="hidden" name="serverId" value={serverId} />
      <TextField name="name" label="Scope" isMono placeholder="repo:read" />
      <TextField name="system" label="System" isOptional placeholder="GitHub" />
      <RadioGroup name="breadth" label="Breadth" options={BREADTHS} defaultValue="narrow" />
    </FormDialog>
  );
}

function RemoveScope(props: { serverId: string; scope: Scope; refusal: string | undefined }) {
  return (
    <FormDialog
      action={removeScopeAction}
      label="Remove"
      variant="ghost"
      buttonSize="small"
      disabledReason={props.refusal}
      title={`Take ${props.scope.name} off the record?`}
      description="Do this once the scope is gone downstream. What was approved for the server is suspended and asked for again."
      size="small"
      submitLabel="Remove the scope"
      isDangerous
    >
      <input type="hidden" name="serverId" value={props.serverId} />
      <input type="hidden" name="scopeId" value={props.scope.id} />
    </FormDialog>
  );
}
