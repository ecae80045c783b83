import type { SystemListItem } from "#lib/inventory/queries/list-systems.ts";

/** How many servers reach a system; counted up to a limit. */
export function serversInWords({ count, isEstimate }: SystemListItem["servers"]): string {
  if (isEstimate) return `${count.toLocaleString("en")}+ servers`;
  return count === 1 ? "1 server" : `${count.toLocaleString("en")} servers`;
}
