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

export interface Nameable {
  key: string;
  name: string;
}

type ListTaken = (wanted: readonly string[]) => Promise<ReadonlySet<string>>;

/** A free slug for one thing, as `freeSlugs` gives it. */
export async function freeSlug(thing: Nameable, listTaken: ListTaken): Promise<string> {
  const slugs = await freeSlugs([thing], listTaken);
  return slugs.get(thing.key) ?? thing.key;
}

/**
 * A slug for each of these, free and different from each other. `listTaken` says which of some slugs are taken; when a
 * name's first thirty are, it ends in the thing's own key.
 */
export async function freeSlugs(
  things: readonly Nameable[],
  listTaken: ListTaken,
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
