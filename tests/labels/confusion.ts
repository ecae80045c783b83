import { assessImpact } from "#lib/inventory/assess-impact.ts";
import { IMPACTS, type Impact, rankOf } from "#lib/inventory/impact.ts";
import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import type { ImpactLabel } from "./impact-labels.ts";

export interface Judged {
  server: string;
  tool: string;
  labelled: Impact;
  suggested: Impact;
}

/** What Steward suggests for each tool, beside its label. A tool without a label, or a label without a tool, is an error. */
export function judge(
  server: string,
  tools: readonly ToolDefinition[],
  labels: readonly ImpactLabel[],
): Judged[] {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const names = new Set(labels.map((label) => label.tool));
  const unlabelled = tools.filter((tool) => !names.has(tool.name)).map((tool) => tool.name);
  const unoffered = labels.filter((label) => !byName.has(label.tool)).map((label) => label.tool);
  if (unlabelled.length + unoffered.length > 0) {
    throw new Error(`${server}: no label for ${unlabelled.join(", ")}; no tool for ${unoffered.join(", ")}`);
  }
  return labels.map(({ tool, impact }) => {
    const definition = byName.get(tool);
    if (definition === undefined) throw new Error(`no tool ${tool}`);
    return {
      server,
      tool,
      labelled: impact,
      suggested: assessImpact(definition, { dataClasses: [] }).suggested,
    };
  });
}

/** The confusion table: a row for each label, a column for each suggestion; then every disagreement by name. */
export function confusionRows(judged: readonly Judged[]): string[][] {
  const count = (labelled: Impact, suggested: Impact) =>
    judged.filter((one) => one.labelled === labelled && one.suggested === suggested).length;
  const apart = judged.filter((one) => one.labelled !== one.suggested);
  return [
    ["labelled \\ suggested", ...IMPACTS, "agree"],
    ...IMPACTS.map((labelled) => {
      const all = judged.filter((one) => one.labelled === labelled).length;
      return [
        labelled,
        ...IMPACTS.map((suggested) => String(count(labelled, suggested))),
        `${count(labelled, labelled)} of ${all}`,
      ];
    }),
    ["agreement", `${judged.length - apart.length} of ${judged.length}`],
    ["too low", String(apart.filter(isTooLow).length)],
    ["too high", String(apart.filter((one) => !isTooLow(one)).length)],
    ...apart.map(({ server, tool, labelled, suggested }) => [`${server} ${tool}`, labelled, "->", suggested]),
  ];
}

export function isTooLow({ labelled, suggested }: Judged): boolean {
  return rankOf(suggested) < rankOf(labelled);
}
