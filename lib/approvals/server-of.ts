/** The server an input names; its schema has checked that it is exactly one of the two. */
export function serverOf(input: {
  serverId?: string | undefined;
  slug?: string | undefined;
}): { id: string } | { slug: string } {
  return input.serverId === undefined ? { slug: input.slug ?? "" } : { id: input.serverId };
}
