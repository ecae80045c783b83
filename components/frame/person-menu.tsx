"use client";

import type { ReactNode } from "react";
import { Menu, MenuRadio, MenuSeparator } from "#components/ui/menu.tsx";
import { Avatar } from "#components/ui/person.tsx";
import type { Theme } from "./theme.ts";
import { THEMES, useTheme } from "./use-theme.ts";

/** Who is signed in, the theme, and whatever else the page puts in: MenuLink, MenuItem. */
export function PersonMenu(props: { name: string; detail: string; theme: Theme; children?: ReactNode }) {
  const [theme, choose] = useTheme(props.theme);
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="grid size-8 shrink-0 place-items-center rounded-full hover:bg-hover touch:size-11"
        >
          <Avatar name={props.name} />
          <span className="sr-only">Your menu, {props.name}</span>
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="font-strong">{props.name}</p>
        <p className="text-ink-muted text-small">{props.detail}</p>
      </div>
      <MenuSeparator />
      <MenuRadio label="Theme" value={theme} options={THEMES} onChange={choose} />
      {props.children !== undefined && (
        <>
          <MenuSeparator />
          {props.children}
        </>
      )}
    </Menu>
  );
}
