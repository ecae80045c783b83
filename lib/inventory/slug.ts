/** Kebab-case, at most 60 characters; "unnamed" when the name has neither letter nor digit of the Latin alphabet. */
export function toSlug(name: string): string {
  const words =
    name
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 60).replace(/-$/, "") || "unnamed";
}

/** Pages that stand where a server's or a consumer's would. */
const PAGES: ReadonlySet<string> = new Set(["bulk", "facets", "find", "new", "seen", "views"]);

/** The slug of this name, with the first free suffix (-2, -3 ...) when it is taken. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const slug = toSlug(name);
  if (!taken.has(slug) && !PAGES.has(slug)) return slug;
  let suffix = 2;
  while (taken.has(`${slug}-${suffix}`)) suffix += 1;
  return `${slug}-${suffix}`;
}

/**
 * A slug for each of these, free and different from each other. `listTaken` says which of some slugs are taken; when a
 * name's first thirty are, it ends in the thing's own key.
 */
export async function freeSlugs(
  things: readonly { key: string; name: string }[],
  listTaken: (wanted: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(things.map(({ name }) => toSlug(name)))].flatMap(numbered);
  const taken = new Set([...PAGES, ...(await listTaken(wanted))]);
  return new Map(
    things.map(({ key, name }) => {
      const slug =
        numbered(toSlug(name)).find((one) => !taken.has(one)) ?? `${toSlug(name)}-${key.slice(-12)}`;
      taken.add(slug);
      return [key, slug];
    }),
  );
}

function numbered(slug: string): string[] {
  return [slug, ...Array.from({ length: 29 }, (_, index) => `${slug}-${index + 2}`)];
}
