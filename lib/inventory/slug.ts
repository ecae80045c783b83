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

/** The slug of this name, with the first free suffix (-2, -3 ...) when it is taken. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const slug = toSlug(name);
  if (!taken.has(slug)) return slug;
  let suffix = 2;
  while (taken.has(`${slug}-${suffix}`)) suffix += 1;
  return `${slug}-${suffix}`;
}
