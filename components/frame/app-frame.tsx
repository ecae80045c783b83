import type { ReactNode } from "react";
import { ToastProvider } from "#components/ui/toast.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { Rail } from "./rail.tsx";
import type { RailItem } from "./rail-item.ts";

/**
 * The frame around every page: skip link, rail or bottom bar, top bar with its slots, and the page itself.
 * `rail` is what its cookie says. In print only the page is left. Toasts live here.
 */
export function AppFrame(props: {
  items: readonly RailItem[];
  rail: "open" | "folded";
  brand: ReactNode;
  organization: ReactNode;
  search?: ReactNode;
  notices?: ReactNode;
  person: ReactNode;
  children: ReactNode;
}) {
  return (
    <ToastProvider>
      <a
        href="#main"
        className="-translate-y-20 fixed top-2 left-2 z-50 rounded-medium bg-accent px-3 py-2 text-accent-ink font-strong focus:translate-y-0 print:hidden"
      >
        Skip to the page
      </a>
      <div data-rail={props.rail} className="min-h-dvh sm:grid sm:grid-cols-[auto_minmax(0,1fr)] print:block">
        <Rail items={props.items} brand={props.brand} isFolded={props.rail === "folded"} />
        <div className="flex min-w-0 flex-col">
          <header className="sticky top-0 z-20 flex h-14 shrink-0 items-center gap-2 border-line border-b bg-canvas px-4 sm:gap-3 sm:px-6 print:hidden">
            <div className="min-w-0 flex-1 truncate">{props.organization}</div>
            {props.search}
            {props.notices}
            {props.person}
          </header>
          <main
            id="main"
            tabIndex={-1}
            className="mx-auto grid w-full max-w-[90rem] grid-cols-1 flex-1 content-start gap-6 px-4 pt-6 pb-24 outline-none sm:px-6 sm:pb-12 print:max-w-none print:p-0"
          >
            {props.children}
          </main>
        </div>
        <BottomBar items={props.items} />
      </div>
    </ToastProvider>
  );
}
