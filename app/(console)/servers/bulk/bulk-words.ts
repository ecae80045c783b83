import type { Meaning } from "#components/ui/meaning.tsx";
import type { BulkView } from "#lib/bulk/bulk-view.ts";
import type { BulkRowItem } from "#lib/bulk/queries/list-bulk-rows.ts";

/** What the menu offers, in its order. */
export const BULK_ACTIONS = [
  { action: "assign_owners", label: "Assign an owner", isForAdmins: true },
  { action: "assign_team", label: "Assign a team" },
  { action: "set_server_role", label: "Set the server role", isForAdmins: true },
  { action: "set_environment", label: "Set the environment" },
  { action: "set_criticality", label: "Set the criticality" },
  { action: "add_tags", label: "Add tags" },
  { action: "remove_tags", label: "Remove tags" },
  { action: "set_next_review", label: "Set the next review" },
  { action: "request_retirement", label: "Ask to retire" },
] as const;
export type OfferedAction = (typeof BULK_ACTIONS)[number]["action"];

export const STATE_LOOKS: Record<BulkView["state"], { words: string; meaning: Meaning }> = {
  queued: { words: "Waiting to start", meaning: "notice" },
  running: { words: "Under way", meaning: "notice" },
  cancelling: { words: "Being cancelled", meaning: "warning" },
  cancelled: { words: "Cancelled", meaning: "neutral" },
  finished: { words: "Finished", meaning: "good" },
  failed: { words: "Stopped", meaning: "danger" },
};

export const ROW_LOOKS: Record<BulkRowItem["state"], { words: string; meaning: Meaning }> = {
  waiting: { words: "Not yet changed", meaning: "neutral" },
  changed: { words: "Changed", meaning: "good" },
  unchanged: { words: "Nothing to change", meaning: "neutral" },
  refused: { words: "Refused", meaning: "warning" },
  failed: { words: "Failed", meaning: "danger" },
};

export function serversInWords(count: number): string {
  return count === 1 ? "1 server" : `${count.toLocaleString("en")} servers`;
}

export function isUnderWay({ state }: Pick<BulkView, "state">): boolean {
  return state === "queued" || state === "running" || state === "cancelling";
}

export function doneCount(change: BulkView): number {
  return change.changedCount + change.unchangedCount + change.refusedCount + change.failedCount;
}

/** What became of the servers so far, in one line. */
export function outcomeInWords(change: BulkView): string {
  const parts = [
    [change.changedCount, "changed"],
    [change.unchangedCount, "had nothing to change"],
    [change.refusedCount, "refused"],
    [change.failedCount, "failed"],
  ] as const;
  const words = parts.flatMap(([count, word]) =>
    count > 0 ? [`${count.toLocaleString("en")} ${word}`] : [],
  );
  return words.join(", ") || "Nothing changed";
}
