import { cn } from "#components/ui/class-names.ts";
import { ListLink } from "./list-navigation.tsx";

export interface QuickView {
  label: string;
  href: string;
  isCurrent: boolean;
  count?: number;
  isCapped?: boolean;
}

/** Questions asked often, each one click away, with how many there are. The URL says which one is open. */
export function QuickViews({ label, views }: { label: string; views: readonly QuickView[] }) {
  return (
    <nav aria-label={label} className="-mx-1 overflow-x-auto px-1 py-0.5 print:hidden">
      <ul className="flex gap-1.5">
        {views.map((view) => (
          <li key={view.href}>
            <ListLink
              href={view.href}
              aria-current={view.isCurrent ? "page" : undefined}
              className={cn(
                "flex min-h-8 items-center gap-1.5 whitespace-nowrap rounded-full border px-3 touch:min-h-11",
                view.isCurrent
                  ? "border-accent bg-accent-soft text-ink font-strong"
                  : "border-line bg-surface text-ink-muted hover:border-line-strong hover:text-ink",
              )}
            >
              {view.label}
              {view.count !== undefined && (
                <span className="text-ink-muted text-small tabular-nums font-normal">
                  {view.count.toLocaleString("en")}
                  {view.isCapped && "+"}
                </span>
              )}
            </ListLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
