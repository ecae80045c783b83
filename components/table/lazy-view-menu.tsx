import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { ViewButton } from "./view-button.tsx";
import type { ViewMenu } from "./view-menu.tsx";

// Most visits never change the view, so the menu is not in the first load.
const OpenViewMenu = dynamic(() => import("./view-menu.tsx").then((module) => module.ViewMenu), {
  ssr: false,
  loading: () => <ViewButton />,
});

/** The View button; the menu behind it is fetched on the first press. */
export function LazyViewMenu(props: ComponentProps<typeof ViewMenu>) {
  const [wasAsked, setWasAsked] = useState(false);
  return wasAsked ? <OpenViewMenu {...props} /> : <ViewButton onClick={() => setWasAsked(true)} />;
}
