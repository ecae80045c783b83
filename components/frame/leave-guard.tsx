"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose } from "#components/ui/dialog.tsx";
import { askFirst } from "./leave-page.ts";

/**
 * Asks before another page of the application takes the place of this one, by a link, the palette or going back. What
 * leaves the application, or loads it anew, the browser asks about.
 */
export function LeaveGuard(props: { isOn: boolean; title: string; children: ReactNode; leaveLabel: string }) {
  const { isOn } = props;
  const router = useRouter();
  const [goOn, setGoOn] = useState<(() => void) | null>(null);
  const isLeaving = useRef(false);
  useEffect(() => {
    if (!isOn) return;
    isLeaving.current = false;
    const { href } = window.location;
    const { state } = window.history;
    const ask = (go: () => void) => (isLeaving.current ? go() : setGoOn(() => go));
    const stopAsking = askFirst(ask);
    function click(event: MouseEvent) {
      const to = isLeaving.current ? null : placeOf(event);
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(to));
    }
    function goBack(event: PopStateEvent) {
      if (isLeaving.current || isHere(window.location.href, href)) return;
      // The address has changed already: it is put back, and the page stays as it is.
      event.stopImmediatePropagation();
      window.history.pushState(state, "", href);
      ask(() => window.history.back());
    }
    document.addEventListener("click", click, true);
    window.addEventListener("popstate", goBack, true);
    return () => {
      stopAsking();
      document.removeEventListener("click", click, true);
      window.removeEventListener("popstate", goBack, true);
    };
  }, [isOn, router]);

  function leave() {
    isLeaving.current = true;
    setGoOn(null);
    goOn?.();
  }
  return (
    <Dialog
      size="small"
      title={props.title}
      isOpen={goOn !== null}
      onOpenChange={(isOpen) => !isOpen && setGoOn(null)}
      footer={
        <>
          <DialogClose render={<Button>Stay here</Button>} />
          <Button variant="danger" onClick={leave}>
            {props.leaveLabel}
          </Button>
        </>
      }
    >
      <div className="text-ink-muted">{props.children}</div>
    </Dialog>
  );
}

/** Where a plain click on a link leads within the application; null for any other click. */
function placeOf(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return null;
  if (link.target !== "" && link.target !== "_self") return null;
  const to = new URL(link.href);
  if (to.origin !== window.location.origin || isHere(to.href, window.location.href)) return null;
  return `${to.pathname}${to.search}${to.hash}`;
}

/** The same page; another place on it is no leaving. */
function isHere(one: string, other: string): boolean {
  return one.split("#")[0] === other.split("#")[0];
}
