import { loadServer } from "../../inventory/steps/load-server.ts";
import { query } from "../../kernel/query.ts";
import { listStoredFindings } from "../finding-store.ts";
import { serverFindingsInput } from "../input.ts";
import { SEVERITIES } from "../model.ts";
import { evaluateServers } from "../steps/evaluate-servers.ts";

/**
 * What one server breaks at this moment, gravest first, with why it matters and how to fix it. `openedAt` (ISO 8601)
 * is null for what Steward has not written down yet. @throws AppError `not_found`
 */
export const getServerFindings = query({
  name: "get-server-findings",
  permission: "finding:read",
  input: serverFindingsInput,
  run: async ({ tx, now }, { serverId }) => {
    await loadServer(tx, { id: serverId });
    const [evaluated] = await evaluateServers(tx, [serverId], now);
    const stored = await listStoredFindings(tx, serverId);
    const storedFor = new Map(stored.map((finding) => [`${finding.rule} ${finding.subjectKey}`, finding]));
    return (evaluated?.breaches ?? [])
      .map(({ rule, subjectKey, subject, severity, summary }) => {
        const known = storedFor.get(`${rule.id} ${subjectKey}`);
        const { id, title, explanation, fix, references } = rule;
        return {
          rule: id,
          title,
          explanation,
          fix,
          references: [...references],
          severity,
          summary,
          subjectKey,
          subject,
          state: known?.state ?? ("open" as const),
          openedAt: known?.openedAt.toISOString() ?? null,
        };
      })
      .toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  },
});

export type ServerFinding = Awaited<ReturnType<typeof getServerFindings>>[number];
