import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { ViewButton } from "./view-button.tsx";
import type { ViewPanel } from "./view-panel.tsx";

// Most visits never change the view, so the panel is not in the first load.
const OpenViewPanel = dynamic(() => import("./view-panel.tsx").then((module) => module.ViewPanel), {
  ssr: false,
  loading: () => <ViewButton />,
});

/** The View button; the panel behind it is fetched on the first press. */
export function LazyViewPanel(props: ComponentProps<typeof ViewPanel>) {
  const [wasAsked, setWasAsked] = useState(false);
  return wasAsked ? <OpenViewPanel {...props} /> : <ViewButton onClick={() => setWasAsked(true)} />;
}
