import type { IntrospectionDrift, IntrospectionView } from "#lib/discovery/introspection-view.ts";

/** What a look found different, in one line: "2 tools added, 1 renamed, 1 changed materially". */
export function driftWords(drift: IntrospectionDrift | null): string {
  if (drift === null) return "Not compared";
  const { added, removed, renamed, changed } = drift;
  const material = changed.filter(({ severity }) => severity === "material").length;
  const tools = [
    [added.length, "added"],
    [removed.length, "removed"],
    [renamed.length, "renamed"],
    [material, "changed materially"],
    [changed.length - material, "changed cosmetically"],
  ] as const;
  const said = tools.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const first = said[0] === undefined ? [] : [`tools: ${said.join(", ")}`];
  const words = [...first, ...OFFERS.flatMap(([kind, noun]) => offerChange(drift[kind], noun))].join("; ");
  return words === "" ? "Nothing changed" : words.charAt(0).toUpperCase() + words.slice(1);
}

const OFFERS = [
  ["resources", "resources"],
  ["templates", "resource templates"],
  ["prompts", "prompts"],
] as const;

function offerChange(change: IntrospectionDrift["prompts"], noun: string): string[] {
  if (change === undefined) return [];
  const said = [
    ...(change.added.length === 0 ? [] : [`${change.added.length} added`]),
    ...(change.removed.length === 0 ? [] : [`${change.removed.length} removed`]),
  ];
  return [`${noun}: ${said.join(", ")}`];
}

/** What it offered, counted. A kind it would not list is not said. */
export function offerWords(look: IntrospectionView): string {
  const { toolCount, resourceCount, templateCount, promptCount } = look;
  const kinds = [
    [toolCount, "tool"],
    [resourceCount, "resource"],
    [templateCount, "resource template"],
    [promptCount, "prompt"],
  ] as const;
  return kinds
    .flatMap(([count, noun]) => (count === null ? [] : [`${count} ${noun}${count === 1 ? "" : "s"}`]))
    .join(", ");
}
