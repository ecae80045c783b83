"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";

const ASK_EVERY_MS = 30_000;

/** The way to one's notices, with how many are unread. Asks again now and then while the window is in sight. */
export function NoticeBell(props: { count: number }) {
  const [count, setCount] = useState(props.count);
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.visibilityState !== "visible") return;
      const latest = await askCount();
      if (latest !== undefined) setCount(latest);
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <Link
        href="/notices"
        className="relative grid size-8 shrink-0 place-items-center rounded-medium text-ink-muted hover:bg-hover hover:text-ink touch:size-11"
      >
        <Bell aria-hidden="true" className="size-4" />
        <span className="sr-only">{count === 0 ? "Notices" : `Notices, ${inFigures(count)} unread`}</span>
        {count > 0 && (
          <span
            aria-hidden="true"
            className="absolute -top-0.5 left-1/2 rounded-full bg-accent px-1 text-[0.625rem] text-accent-ink leading-4 tabular-nums font-strong touch:top-1"
          >
            {inFigures(count)}
          </span>
        )}
      </Link>
      <span role="status" className="sr-only">
        {count > props.count && `${inFigures(count)} unread notices`}
      </span>
    </>
  );
}

function inFigures(count: number): string {
  return count > 99 ? "99+" : String(count);
}

/** Undefined when there was no answer: the next one will do. */
async function askCount(): Promise<number | undefined> {
  const answer = await fetch("/notices/unread").catch(() => undefined);
  if (answer?.ok !== true) return undefined;
  const { count }: { count: number } = await answer.json();
  return count;
}
