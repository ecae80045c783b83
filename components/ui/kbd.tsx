import type { ReactNode } from "react";

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid min-h-5 min-w-5 place-items-center rounded-small border border-line bg-sunken px-1 text-ink-muted text-small font-sans">
      {children}
    </kbd>
  );
}
