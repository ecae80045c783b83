import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { ListLink } from "#components/table/list-navigation.tsx";

/** A slip in the search was mended; the link makes the mended words the question. */
export function SearchedInstead({ typed, words }: { typed: string; words: string }) {
  return (
    <p role="status" className="basis-full text-ink-muted">
      Nothing holds “{typed}”. These hold{" "}
      <SearchLink change={(search) => search.set("q", words)}>{words}</SearchLink>.
    </p>
  );
}

/** Back from the order of a column to the order that a search has of itself. */
export function BestMatchFirst() {
  return <SearchLink change={(search) => search.delete("sort")}>Best match first</SearchLink>;
}

function SearchLink({
  change,
  children,
}: {
  change: (search: URLSearchParams) => void;
  children: ReactNode;
}) {
  const pathname = usePathname();
  const search = new URLSearchParams(useSearchParams());
  search.delete("cursor");
  change(search);
  return (
    <ListLink
      href={`${pathname}?${search}`}
      className="rounded-small text-accent underline decoration-accent-line underline-offset-3 hover:decoration-accent"
    >
      {children}
    </ListLink>
  );
}
