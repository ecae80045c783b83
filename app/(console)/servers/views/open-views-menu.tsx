import { Check, Star, Users } from "lucide-react";
import type { ReactElement } from "react";
import { Menu, MenuGroup, MenuItem, MenuLink, MenuSeparator } from "#components/ui/menu.tsx";
import type { SavedViewItem } from "#lib/inventory/queries/list-views.ts";
import { useViewActs } from "./use-view-acts.ts";
import { ALL_SERVERS, hasUnsavedChanges, type ViewDialog, type ViewState, viewHref } from "./view-state.ts";

/** The menu itself. Mounted when first asked for, open. */
export function OpenViewsMenu(props: {
  state: ViewState;
  trigger: ReactElement;
  onDialog: (dialog: ViewDialog) => void;
}) {
  const { state, onDialog } = props;
  const own = state.views.filter(({ isOwn }) => isOwn);
  const shared = state.views.filter(({ isOwn }) => !isOwn);
  const refusal = state.refusal ?? undefined;
  return (
    <Menu isOpenAtFirst align="start" trigger={props.trigger}>
      <div className="max-h-[min(28rem,70dvh)] overflow-y-auto">
        <MenuLink href={`/servers?view=${ALL_SERVERS}`} icon={<Mark isOn={false} />}>
          All servers
        </MenuLink>
        {own.length > 0 && <ViewLinks label="Yours" views={own} state={state} />}
        {shared.length > 0 && <ViewLinks label="Shared by others" views={shared} state={state} />}
        {state.current !== null && (
          <ActsOnView view={state.current} state={state} refusal={refusal} onDialog={onDialog} />
        )}
        <MenuSeparator />
        <MenuItem onSelect={() => onDialog("save")} disabledReason={refusal}>
          Save as a new view
        </MenuItem>
      </div>
    </Menu>
  );
}

function ViewLinks(props: { label: string; views: readonly SavedViewItem[]; state: ViewState }) {
  const { current, defaultId } = props.state;
  return (
    <MenuGroup label={props.label}>
      {props.views.map((view) => (
        <MenuLink key={view.id} href={viewHref(view)} icon={<Mark isOn={view.id === current?.id} />}>
          <span className="min-w-0 flex-1 py-1">
            <span className="block truncate">
              {view.name}
              {view.id === current?.id && <span className="sr-only"> (open)</span>}
            </span>
            {!view.isOwn && (
              <span className="block truncate text-ink-faint text-small">
                {view.ownerName}
                {view.ownerHasLeft && ", who has left"}
              </span>
            )}
          </span>
          {view.isOwn && view.isShared && <Users aria-label="Shared" className="text-ink-faint" />}
          {view.id === defaultId && <Star aria-label="Opens first" className="text-ink-faint" />}
        </MenuLink>
      ))}
    </MenuGroup>
  );
}

function ActsOnView(props: {
  view: SavedViewItem;
  state: ViewState;
  refusal: string | undefined;
  onDialog: (dialog: ViewDialog) => void;
}) {
  const { view, state, refusal } = props;
  const acts = useViewActs(state);
  const isDefault = state.defaultId === view.id;
  const notOwn = view.isOwn ? refusal : `${view.ownerName} saved this view.`;
  const noChange = hasUnsavedChanges(state) ? notOwn : "It asks this already.";
  return (
    <>
      <MenuSeparator />
      <MenuGroup label={`“${view.name}”`}>
        <MenuItem onSelect={() => acts.update(view)} disabledReason={notOwn ?? noChange}>
          Update to what is shown
        </MenuItem>
        <MenuItem onSelect={() => props.onDialog("rename")} disabledReason={notOwn}>
          Rename
        </MenuItem>
        <MenuItem onSelect={() => acts.share(view, !view.isShared)} disabledReason={notOwn}>
          {view.isShared ? "Stop sharing" : "Share with everybody here"}
        </MenuItem>
        <MenuItem onSelect={() => acts.makeDefault(view, !isDefault)} disabledReason={refusal}>
          {isDefault ? "Do not open Servers with it" : "Open Servers with it"}
        </MenuItem>
        <MenuItem
          isDangerous
          onSelect={() => acts.remove(view)}
          disabledReason={view.mayDelete ? refusal : "Only its owner or an administrator may delete it."}
        >
          Delete
        </MenuItem>
      </MenuGroup>
    </>
  );
}

/** Keeps the names in line whether or not one is ticked. */
function Mark({ isOn }: { isOn: boolean }) {
  return isOn ? <Check aria-hidden="true" /> : <span aria-hidden="true" className="size-4 shrink-0" />;
}
