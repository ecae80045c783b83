"use client";

import { Bookmark, ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { hasUnsavedChanges, type ViewDialog, type ViewState } from "./view-state.ts";

// Fetched when somebody first opens it.
const OpenMenu = dynamic(() => import("./open-views-menu.tsx").then((module) => module.OpenViewsMenu), {
  ssr: false,
  loading: () => <MenuButton name="Saved views" />,
});
const UnsavedChanges = dynamic(() => import("./unsaved-changes.tsx").then((module) => module.UnsavedChanges));
const Dialogs = dynamic(() => import("./view-dialogs.tsx").then((module) => module.ViewDialogs), {
  ssr: false,
});

/** The saved views, beside the title: which one is open, the others, and what can be done with it. */
export function ViewsMenu({ state }: { state: ViewState }) {
  const [wasAsked, setWasAsked] = useState(false);
  const [dialog, setDialog] = useState<ViewDialog>(null);
  const name = state.current?.name ?? "Saved views";
  return (
    <>
      {wasAsked ? (
        <OpenMenu state={state} trigger={<MenuButton name={name} />} onDialog={setDialog} />
      ) : (
        <MenuButton name={name} onClick={() => setWasAsked(true)} />
      )}
      {hasUnsavedChanges(state) && <UnsavedChanges state={state} onSaveAs={() => setDialog("save")} />}
      {dialog !== null && <Dialogs state={state} dialog={dialog} onClose={() => setDialog(null)} />}
    </>
  );
}

function MenuButton({ name, ...rest }: ButtonProps & { name: string }) {
  return (
    <Button
      {...rest}
      variant="ghost"
      aria-haspopup="menu"
      icon={<Bookmark aria-hidden="true" />}
      className="min-w-0 max-w-72"
    >
      <span className="truncate">{name}</span>
      <ChevronDown aria-hidden="true" />
    </Button>
  );
}
