import { TextLink } from "#components/ui/text-link.tsx";

const ADDRESS = /:? see (\/approvals\/[0-9a-f-]{36})/;

/** A sentence of the product whose “see /approvals/…” is a link with words. */
export function LinkedWords({ children }: { children: string }) {
  const found = ADDRESS.exec(children);
  const href = found?.[1];
  if (found === null || href === undefined) return children;
  return (
    <>
      {children.slice(0, found.index)} (<TextLink href={href}>look at that request</TextLink>)
      {children.slice(found.index + found[0].length)}
    </>
  );
}

/** The same where no link can be: without the address. */
export function withoutAddress(words: string): string {
  return words.replace(ADDRESS, "");
}
