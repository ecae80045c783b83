import type { CredentialSort } from "./credential-input.ts";

export type CredentialOrder = "name" | "server" | "expiry" | "last_used" | "issued" | "rotated";

/** What a sort is by, and whether it goes down. */
export function orderOf(sort: CredentialSort): { by: CredentialOrder; isDown: boolean } {
  const isDown = sort.startsWith("-");
  // The sorts are these names, and each with a minus.
  return { by: (isDown ? sort.slice(1) : sort) as CredentialOrder, isDown };
}

/** By letters; the others are by time. */
export function isByWords(sort: CredentialSort): boolean {
  const { by } = orderOf(sort);
  return by === "name" || by === "server";
}
