"use client";

import { FormDialog } from "#components/form/form-dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { getPolicyVersion } from "#lib/policy/queries/get-policy-version.ts";
import { proposePolicyAction, reopenPolicyAction, withdrawPolicyAction } from "../actions.ts";
import { useUnsaved } from "./unsaved.ts";

type Version = Awaited<ReturnType<typeof getPolicyVersion>>;

/** What its makers can do with it: propose it, take it back for editing, give it up. */
export function PolicyActions({ version }: { version: Version }) {
  const isUnchanged = version.lines?.every(({ kind }) => kind === "same") === true;
  const { number, state, allowed, problems } = version;
  const hasUnsaved = useUnsaved();
  if (state !== "draft" && state !== "proposed") return null;
  const hidden = (
    <>
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="version" value={version.version} />
    </>
  );
  const because = (answer: true | string) => (answer === true ? undefined : answer);
  return (
    <>
      <FormDialog
        action={withdrawPolicyAction}
        label="Withdraw"
        size="small"
        title={`Withdraw version ${number}`}
        description="It never takes effect, and stays on record."
        submitLabel="Withdraw it"
        isDangerous
        disabledReason={because(allowed.withdraw)}
      >
        {hidden}
        <Textarea name="reason" label="Why" isOptional />
      </FormDialog>
      {state === "proposed" ? (
        // A dialog of its own: left open, it would turn into the other one when the state changes.
        <FormDialog
          key="reopen"
          action={reopenPolicyAction}
          label="Edit again"
          size="small"
          title="Take it back for editing"
          description="Nobody can decide on it until you propose it again."
          submitLabel="Take it back"
          disabledReason={because(allowed.reopen)}
        >
          {hidden}
        </FormDialog>
      ) : (
        <FormDialog
          key="propose"
          action={proposePolicyAction}
          label="Propose"
          variant="primary"
          title={`Propose version ${number}`}
          description="It stands still from then on. Somebody who had no hand in it decides."
          submitLabel="Propose it"
          disabledReason={
            because(allowed.propose) ??
            (hasUnsaved ? "Save the draft first: what you changed below is not in it yet." : undefined) ??
            (isUnchanged
              ? "Nothing differs from what it was begun from: change something first."
              : undefined) ??
            (problems.length > 0 ? "Something stands in its way: see below." : undefined)
          }
        >
          {hidden}
          <Textarea
            name="summary"
            label="What changes, and why"
            defaultValue={version.summary}
            placeholder="Regulated tools want two approvals, as the risk committee asked."
          />
        </FormDialog>
      )}
    </>
  );
}
