import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

/** A label without a meaning: an environment, a data class, a filter in force. `removeHref` adds a link that takes it away. */
export function Tag(props: { children: ReactNode; removeHref?: string; removeLabel?: string }) {
  return (
    <span className="inline-flex min-h-6 max-w-full align-middle items-center gap-1 rounded-full border border-line bg-surface px-2 text-small text-ink-muted">
      <span className="truncate">{props.children}</span>
      {props.removeHref !== undefined && (
        <Link
          href={props.removeHref}
          aria-label={props.removeLabel ?? "Remove"}
          className="-mr-2 grid size-6 place-items-center rounded-full hover:bg-hover hover:text-ink"
        >
          <X aria-hidden="true" className="size-3" />
        </Link>
      )}
    </span>
  );
}
