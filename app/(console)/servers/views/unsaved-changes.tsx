import { useState } from "react";
import { ListLink } from "#components/table/list-navigation.tsx";
import { Button } from "#components/ui/button.tsx";
import { buttonLook } from "#components/ui/button-look.ts";
import { useViewActs } from "./use-view-acts.ts";
import { type ViewState, viewHref } from "./view-state.ts";

/** The question differs from what the open view holds: keep it, keep it under another name, or go back. */
export function UnsavedChanges({ state, onSaveAs }: { state: ViewState; onSaveAs: () => void }) {
  const { update } = useViewActs(state);
  const [isPending, setPending] = useState(false);
  const view = state.current;
  if (view === null) return null;

  async function keep(current: NonNullable<ViewState["current"]>) {
    setPending(true);
    await update(current);
    setPending(false);
  }
  const refusal = state.refusal ?? undefined;
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <span role="status" className="text-notice text-small">
        Unsaved changes
      </span>
      {view.isOwn && (
        <Button size="small" isPending={isPending} disabledReason={refusal} onClick={() => keep(view)}>
          Update
        </Button>
      )}
      <Button size="small" disabledReason={refusal} onClick={onSaveAs}>
        Save as
      </Button>
      <ListLink href={viewHref(view)} className={buttonLook("ghost", "small")}>
        Discard
      </ListLink>
    </span>
  );
}
