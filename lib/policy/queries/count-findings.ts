import { query } from "../../kernel/query.ts";
import { countOpenByRule } from "../finding-store.ts";
import { noInput } from "../input.ts";
import { SEVERITIES } from "../model.ts";
import { findRule } from "../rules/all-rules.ts";

/** Open findings: in all, by severity (gravest first) and by rule. `servers` counts the servers a rule is broken by. */
export const countFindings = query({
  name: "count-findings",
  permission: "finding:read",
  input: noInput,
  run: async ({ tx }) => {
    const rows = await countOpenByRule(tx);
    const sum = (counted: typeof rows) => counted.reduce((total, row) => total + row.count, 0);
    return {
      total: sum(rows),
      bySeverity: SEVERITIES.toReversed().map((severity) => ({
        severity,
        count: sum(rows.filter((row) => row.severity === severity)),
      })),
      byRule: rows.map((row) => ({ ...row, title: findRule(row.rule)?.title ?? row.rule })),
    };
  },
});
