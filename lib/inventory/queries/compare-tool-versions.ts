import { AppError } from "../../kernel/app-error.ts";
import type { Tx } from "../../kernel/db.ts";
import { query } from "../../kernel/query.ts";
import { definitionDiff } from "../definition-diff.ts";
import { compareToolVersionsInput } from "../input.ts";
import { countToolVersions, findToolVersion } from "../server-page-store.ts";
import type { ToolDefinition } from "../tool-definition.ts";

/**
 * Two of the definitions a tool was seen with and what differs, line by line; without numbers the newest against the
 * one before it. Null when it was only ever seen with one. @throws AppError `not_found`; `invalid` for a number it has
 * no version of
 */
export const compareToolVersions = query({
  name: "compare-tool-versions",
  permission: "server:read",
  input: compareToolVersionsInput,
  run: async ({ tx }, { slug, toolId, from, to }) => {
    const count = await countToolVersions(tx, slug, toolId);
    if (count < 2) return null;
    const newer = to ?? count;
    const older = from ?? Math.max(newer - 1, 1);
    const before = await loadVersion(tx, toolId, older, count);
    const after = await loadVersion(tx, toolId, newer, count);
    return {
      from: factsOf(older, before),
      to: factsOf(newer, after),
      lines: definitionDiff(definitionOf(before), definitionOf(after)),
    };
  },
});

export type ToolComparison = NonNullable<Awaited<ReturnType<typeof compareToolVersions>>>;

type Version = NonNullable<Awaited<ReturnType<typeof findToolVersion>>>;

async function loadVersion(tx: Tx, toolId: string, number: number, count: number): Promise<Version> {
  const version = number > count ? null : await findToolVersion(tx, toolId, number);
  if (version === null) {
    throw new AppError("invalid", `There is no version ${number}: this tool was seen with ${count}.`);
  }
  return version;
}

function factsOf(number: number, { change, seenAt }: Version) {
  return { number, change, seenAt: seenAt.toISOString() };
}

function definitionOf({ definition }: Version): ToolDefinition {
  return definition as unknown as ToolDefinition; // written by record-tools only
}
