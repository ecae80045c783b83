import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Form } from "#components/form/form.tsx";
import type { FormAction } from "#components/form/form-state.ts";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { renameViewAction, saveViewAction } from "./actions.ts";
import { type ViewDialog, type ViewState, viewHref } from "./view-state.ts";

/** What asks for a name: saving a new view, renaming the one that is open. */
export function ViewDialogs(props: {
  state: ViewState;
  dialog: Exclude<ViewDialog, null>;
  onClose: () => void;
}) {
  const { state, dialog, onClose } = props;
  const router = useRouter();
  if (dialog === "rename" && state.current !== null) {
    return (
      <NameDialog title="Rename the view" submitLabel="Rename" action={renameViewAction} onClose={onClose}>
        <input type="hidden" name="viewId" value={state.current.id} />
        <TextField name="name" label="Name" defaultValue={state.current.name} />
      </NameDialog>
    );
  }
  return (
    <NameDialog
      title="Save this view"
      submitLabel="Save"
      action={saveViewAction}
      onClose={(viewId) => {
        onClose();
        if (viewId !== undefined) router.push(viewHref({ id: viewId, search: state.search }));
      }}
    >
      <input type="hidden" name="search" value={state.search} />
      <TextField name="name" label="Name" hint="Filters, search and order are kept, not the servers found." />
      <Checkbox
        name="isShared"
        label="Share with everybody here"
        hint="They see the servers they may see anyway, and nothing more."
      />
    </NameDialog>
  );
}

function NameDialog(props: {
  title: string;
  submitLabel: string;
  action: FormAction;
  onClose: (viewId?: string) => void;
  children: ReactNode;
}) {
  return (
    <Dialog title={props.title} size="small" isOpen onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Form action={props.action} onDone={(state) => props.onClose(state.result?.viewId)}>
        {props.children}
        <FormActions>
          <DialogClose render={<Button>Cancel</Button>} />
          <SubmitButton>{props.submitLabel}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  );
}
