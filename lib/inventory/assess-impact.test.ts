import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessImpact, claimedImpact } from "./assess-impact.ts";
import { highestImpact, IMPACTS, type Impact, isAbove, isHighImpact } from "./impact.ts";
import { isRegulatedDataClass } from "./regulated-evidence.ts";
import type { ToolDefinition } from "./tool-definition.ts";
import { nameWords, verbOfName } from "./tool-verbs.ts";

const tool = (
  name: string,
  description?: string,
  properties: Record<string, unknown> = {},
  annotations?: Record<string, unknown>,
): ToolDefinition => ({
  name,
  description,
  inputSchema: { type: "object", properties },
  annotations,
});
const suggest = (definition: ToolDefinition, dataClasses: string[] = []) =>
  assessImpact(definition, { dataClasses }).suggested;
const rules = (definition: ToolDefinition, dataClasses: string[] = []) =>
  assessImpact(definition, { dataClasses }).reasons.map((reason) => reason.rule);
const text = { type: "string" };

describe("what annotations claim", () => {
  it.each<[Record<string, unknown> | undefined, Impact | null]>([
    [undefined, null],
    [{}, null],
    [{ title: "x", openWorldHint: true, idempotentHint: true }, null],
    [{ readOnlyHint: true }, "reads"],
    [{ readOnlyHint: true, destructiveHint: false }, "reads"],
    [{ readOnlyHint: true, destructiveHint: true }, "changes_data"],
    [{ readOnlyHint: false }, "changes_data"],
    [{ destructiveHint: true }, "changes_data"],
    [{ destructiveHint: false }, "changes_data"],
    [{ readOnlyHint: "true" }, null],
  ])("%j claims %s", (annotations, claimed) => {
    expect(claimedImpact(annotations)).toBe(claimed);
  });
});

describe("suggestions", () => {
  it.each<[Impact, ToolDefinition]>([
    ["reads", tool("list_issues", "List issues")],
    ["reads", tool("getWorkflowRun", "Get one run of a workflow")],
    ["reads", tool("search-code", "Search code")],
    ["reads", tool("pull_request_read", "Get details of a pull request")],
    ["reads", tool("git_status", "Shows the working tree status")],
    ["reads", tool("kubectl_get", "Get resources")],
    ["reads", tool("read_graph", "Read the graph. Does not modify any files.")],
    ["reads", tool("fetch", "Fetches a page", { url: text })],
    ["changes_data", tool("git_reset", "Unstages all staged changes")],
    ["changes_data", tool("git_push")],
    ["changes_data", tool("merge_pull_request", "Merge a pull request")],
    ["changes_data", tool("write_file", "Write a file", { path: text, content: text })],
    ["changes_data", tool("delete_entity")],
    ["changes_data", tool("get_or_create_user")],
    ["changes_data", tool("issue", "Creates an issue")],
    ["changes_data", tool("label", undefined, { method: { enum: ["get", "delete_label"] } })],
    ["changes_data", tool("get_page", "Gets a page", { url: text, body: text })],
    ["changes_data", tool("show_cleanup", "Shows a preview. This will permanently remove the items.")],
    ["executes", tool("run_command", "Run a command")],
    ["executes", tool("kubectl_create", "Create a resource from a manifest")],
    ["executes", tool("kubectl_delete")],
    ["executes", tool("get_results", "Gets results", { command: text })],
    ["executes", tool("query", "Query the database", { sql: text })],
    ["executes", tool("read_rows", "Read rows with SQL", { query: text })],
    ["executes", tool("analyze", "Analyzes data by executing Python code")],
    ["executes", tool("search", "Search", { action: { enum: ["search", "run_job"] } })],
    ["executes", tool("frobnicate")],
    ["executes", tool("sequentialthinking", "A detailed tool for dynamic problem-solving")],
    ["regulated", tool("get-env", "Returns all environment variables, helpful for debugging")],
    ["regulated", tool("get_env")],
    ["regulated", tool("list_secrets", "List secrets")],
    ["regulated", tool("refund", "Refund an order")],
    ["regulated", tool("list_patients", "List patients")],
    [
      "regulated",
      tool("create_transaction", "Create a transaction", { amount: { type: "number" }, to: text }),
    ],
    ["regulated", tool("update_payroll_entry")],
  ])("%s: %j", (impact, definition) => {
    expect(suggest(definition)).toBe(impact);
  });

  it("raises everything on a server with regulated data", () => {
    expect(suggest(tool("list_a"), ["PHI"])).toBe("regulated");
    expect(suggest(tool("list_a"), ["internal", "public"])).toBe("reads");
    expect(
      ["pii", "customer-pii", "Financial", "cardholder data", "health"].every(isRegulatedDataClass),
    ).toBe(true);
    expect(["public", "internal", "source code", "telemetry"].some(isRegulatedDataClass)).toBe(false);
  });

  it("says why get-env is doubted", () => {
    const found = assessImpact(
      tool("get-env", "Returns all environment variables", {}, { readOnlyHint: true }),
      { dataClasses: [] },
    );
    expect(found).toMatchObject({ claimed: "reads", suggested: "regulated" });
    expect(found.reasons.map((reason) => reason.rule).slice(0, 2)).toEqual([
      "claim-contradicted",
      "returns-secrets",
    ]);
    expect(found.reasons[1]?.words).toContain("returns secrets");
  });

  it("lets annotations raise a search tool, and keeps that reason", () => {
    const search = tool("search_docs", "Search the documents", {}, { destructiveHint: true });
    expect(suggest(search)).toBe("changes_data");
    expect(rules(search)).toContain("annotation-raises");
  });

  it("does not call a read-only claim contradicted by the server's data alone", () => {
    const read = tool("list_a", "List", {}, { readOnlyHint: true });
    expect(rules(read, ["pii"])).not.toContain("claim-contradicted");
    expect(rules(tool("git_push", undefined, {}, { readOnlyHint: true }))).toContain("claim-contradicted");
  });

  it("always gives a reason, and calls only reading low impact", () => {
    expect(IMPACTS.map(isHighImpact)).toEqual([false, true, true, true]);
    expect(assessImpact(tool("x"), { dataClasses: [] }).reasons).toMatchObject([{ rule: "unknown" }]);
  });
});

describe("names", () => {
  it.each([
    ["getHTTPStatus", ["get", "http", "status"]],
    ["create_or-update.file", ["create", "or", "update", "file"]],
    ["step2Run", ["step2", "run"]],
    ["", []],
  ])("%s is %j", (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });

  it("turns on the first verb, or a stronger one after a join", () => {
    expect(verbOfName("get_workflow_run")).toEqual({ deed: "reads", verb: "get" });
    expect(verbOfName("search_and_replace")).toEqual({ deed: "changes_data", verb: "replace" });
    expect(verbOfName("status_update")).toEqual({ deed: "changes_data", verb: "update" });
    expect(verbOfName("widget")).toBeUndefined();
  });
});

const anyAnnotations = fc.option(
  fc.record(
    { readOnlyHint: fc.boolean(), destructiveHint: fc.boolean(), title: fc.string() },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);
const anyTool = fc.record({
  name: fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("list_a", "run_b", "delete_c", "pay_d", "zap")),
  description: fc.option(
    fc.oneof(fc.string(), fc.constantFrom("Lists it", "Deletes files", "Returns secrets")),
    { nil: undefined },
  ),
  inputSchema: fc.dictionary(fc.string(), fc.jsonValue()),
  annotations: anyAnnotations,
});

describe("properties", () => {
  it("never lets annotations lower what the rest suggests", () => {
    fc.assert(
      fc.property(anyTool, anyAnnotations, (definition, annotations) => {
        const bare = suggest({ ...definition, annotations: undefined });
        const claimed = assessImpact({ ...definition, annotations }, { dataClasses: [] });
        expect(claimed.suggested).toBe(
          highestImpact(claimed.claimed === null ? [bare] : [bare, claimed.claimed]),
        );
        expect(isAbove(bare, claimed.suggested)).toBe(false);
        expect(claimed.reasons.length).toBeGreaterThan(0);
      }),
    );
  });

  it("ends for descriptions made to stall a pattern", () => {
    const hostile = ["run a ", "a ", "not ", "returns the ", "((((", "\n."].map((part) =>
      tool("x", part.repeat(50_000)),
    );
    // A pattern that backtracks would run into the timeout of the test.
    expect(hostile.map((definition) => suggest(definition))).toHaveLength(hostile.length);
  });
});

// A JSON list of real definitions, named by STEWARD_OUTSIDE_TOOLS; skipped where there is none.
const outside = process.env.STEWARD_OUTSIDE_TOOLS ?? "";
describe.skipIf(!existsSync(outside))("real tools", () => {
  it("agrees with the annotations of a careful server, or is stricter", () => {
    const tools = JSON.parse(readFileSync(outside, "utf8")) as ToolDefinition[];
    const found = tools.map((definition) => ({
      name: definition.name,
      ...assessImpact(definition, { dataClasses: [] }),
    }));
    const laxer = found.filter(({ claimed, suggested }) => claimed !== null && isAbove(claimed, suggested));
    const doubted = found.filter(({ claimed, suggested }) => claimed === "reads" && suggested !== "reads");
    expect([laxer.map((one) => one.name), doubted.map((one) => one.name)]).toEqual([[], []]);
  });
});
