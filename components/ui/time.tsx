"use client";

import { useSyncExternalStore } from "react";
import { exactTime, relativeTime } from "./relative-time.ts";

/**
 * An instant: relative in sight, exact (in the reader's zone) on hover, in print and for screen readers.
 * `at` and `now` are ISO 8601. `now` comes from the server, so that both renders agree.
 * `show="exact"` puts the exact time in sight instead.
 */
export function Time(props: { at: string; now: string; show?: "relative" | "exact"; className?: string }) {
  const atMs = Date.parse(props.at);
  // The server does not know the reader's zone: it says UTC, and the browser says it again in local time.
  const exact = useSyncExternalStore(
    subscribeToNothing,
    () => exactTime(atMs),
    () => exactTime(atMs, "UTC"),
  );
  if (props.show === "exact") {
    return (
      <time dateTime={props.at} className={props.className}>
        {exact}
      </time>
    );
  }
  return (
    <time dateTime={props.at} title={exact} className={props.className}>
      <span className="print:hidden">{relativeTime(atMs, Date.parse(props.now))}</span>
      <span className="sr-only print:hidden">, </span>
      <span className="sr-only print:not-sr-only">{exact}</span>
    </time>
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
