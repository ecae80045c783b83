import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { introspectServer } from "#lib/discovery/introspect/introspect-server.ts";
import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import { expectMatrix } from "#tests/authority/expect-matrix.ts";
import { confusionRows, type Judged, judge } from "#tests/labels/confusion.ts";
import { IMPACT_LABELS, type LabelledServer } from "#tests/labels/impact-labels.ts";

const PACKAGES: [LabelledServer, args: string[]][] = [
  ["server-everything", []],
  ["server-filesystem", [tmpdir()]],
  ["server-memory", []],
  ["server-sequential-thinking", []],
];

/** What a package offers now, asked as Steward asks it. */
async function offered(server: LabelledServer, args: string[]): Promise<ToolDefinition[]> {
  const answer = await introspectServer(
    { transport: "stdio", command: `mcp-${server}`, args, env: {} },
    { searchPath: `${resolve("node_modules/.bin")}:/usr/bin:/bin`, allowPrivateAddresses: [] },
  );
  if (!answer.ok) throw new Error(`${server}: ${answer.message}`);
  return answer.tools.map((tool) => tool.definition);
}

/** The promise that matters: what is not harmless is never called harmless. */
function expectNothingCalledHarmless(judged: readonly Judged[]): void {
  const harmless = judged.filter((one) => one.labelled !== "reads" && one.suggested === "reads");
  expect(harmless).toEqual([]);
}

describe("impact of real tools against labels written by a person", () => {
  it("four servers from npm: nothing that changes, runs or leaks is called reading", async () => {
    const judged: Judged[] = [];
    for (const [server, args] of PACKAGES) {
      judged.push(...judge(server, await offered(server, args), IMPACT_LABELS[server]));
    }
    expectNothingCalledHarmless(judged);
    expect(judged.find((one) => one.tool === "get-env")?.suggested).toBe("regulated");
    await expectMatrix("impact-confusion", confusionRows(judged));
  }, 60_000);

  // A JSON list of definitions, named by STEWARD_OUTSIDE_TOOLS; skipped where there is none.
  const outside = process.env.STEWARD_OUTSIDE_TOOLS ?? "";
  it.skipIf(!existsSync(outside))("GitHub's server: the same, from definitions kept outside", async () => {
    const tools = JSON.parse(readFileSync(outside, "utf8")) as ToolDefinition[]; // judge() checks the names
    const judged = judge("github", tools, IMPACT_LABELS.github);
    expectNothingCalledHarmless(judged);
    await expectMatrix("impact-confusion-github", confusionRows(judged));
  });
});
