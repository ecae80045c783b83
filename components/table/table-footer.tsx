import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { buttonLook } from "#components/ui/button-look.ts";
import { ListLink } from "./list-navigation.tsx";

/**
 * How many there are; `isEstimate` says "about", and `isCapped` that counting stopped there. `noun` is in the singular
 * and the plural.
 */
export type Total = {
  count: number;
  isEstimate?: boolean;
  isCapped?: boolean;
  noun: readonly [one: string, many: string];
};
/** Links to the neighbouring pages of a keyset list; missing at the ends. */
export type Pages = { previousHref?: string | undefined; nextHref?: string | undefined };

export function TableFooter(props: { total: Total | undefined; pages: Pages | undefined }) {
  const { total, pages } = props;
  const hasPages = pages?.previousHref !== undefined || pages?.nextHref !== undefined;
  // What stands in the place of the rows says already that there are none.
  if ((total === undefined || total.count === 0) && !hasPages) return null;
  return (
    <div className="flex min-h-10 flex-wrap items-center justify-between gap-2 border-line border-t px-3 py-1 text-ink-muted">
      <p className="tabular-nums">{total !== undefined && totalInWords(total)}</p>
      {pages !== undefined && hasPages && (
        <nav aria-label="Pages" className="flex gap-1 print:hidden">
          <PageLink href={pages.previousHref}>
            <ChevronLeft aria-hidden="true" />
            Previous
          </PageLink>
          <PageLink href={pages.nextHref}>
            Next
            <ChevronRight aria-hidden="true" />
          </PageLink>
        </nav>
      )}
    </div>
  );
}

function totalInWords({ count, isEstimate = false, isCapped = false, noun }: Total): string {
  const figure = `${count.toLocaleString("en")}${isCapped ? "+" : ""} ${count === 1 ? noun[0] : noun[1]}`;
  return isEstimate && !isCapped ? `About ${figure}` : figure;
}

function PageLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) {
    return (
      // A link that leads nowhere: said to be disabled, not focusable.
      // biome-ignore lint/a11y/useFocusableInteractive: there is nothing to do with it
      // biome-ignore lint/a11y/useSemanticElements: an anchor without href has no role
      <span role="link" aria-disabled="true" className={buttonLook("ghost", "small")}>
        {children}
      </span>
    );
  }
  return (
    <ListLink href={href} scroll className={buttonLook("ghost", "small")}>
      {children}
    </ListLink>
  );
}
