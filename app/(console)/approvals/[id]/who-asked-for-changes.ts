import type { RequestView } from "#lib/approvals/request-view.ts";

/** “Bea, for Ada, who was away, asked for changes”. */
export function whoAskedForChanges({ author, onBehalfOf }: NonNullable<RequestView["changesAsked"]>): string {
  const who = onBehalfOf === null ? author.name : `${author.name}, for ${onBehalfOf.name}, who was away,`;
  return `${who} asked for changes`;
}
