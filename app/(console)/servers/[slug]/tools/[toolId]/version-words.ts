import { exactTime } from "#components/ui/relative-time.ts";
import type { ToolPage } from "#lib/inventory/queries/get-tool.ts";

export type VersionChange = ToolPage["versions"][number]["change"];

const CHANGE_WORDS = {
  added: "first seen",
  cosmetic: "cosmetic change",
  material: "material change",
  renamed: "renamed",
  removed: "no longer offered",
  returned: "offered again",
} satisfies Record<VersionChange, string>;

/** What a list of versions calls one: "Version 2, material change, 3 Dec 2026, 09:12 UTC". */
export function versionInWords(version: { number: number; change: VersionChange; seenAt: string }): string {
  const when = exactTime(Date.parse(version.seenAt), "UTC");
  return `Version ${version.number}, ${CHANGE_WORDS[version.change]}, ${when}`;
}
