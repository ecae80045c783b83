export const SERVER_TABS = [
  "summary",
  "tools",
  "scopes",
  "credentials",
  "consumers",
  "systems",
  "grants",
  "findings",
  "revocation",
  "history",
] as const;
export type ServerTab = (typeof SERVER_TABS)[number];

export const TAB_LABELS = {
  summary: "Summary",
  tools: "Tools",
  scopes: "Scopes",
  credentials: "Credentials",
  consumers: "Consumers",
  systems: "Systems",
  grants: "Grants",
  findings: "Findings",
  revocation: "Revocation path",
  history: "History",
} satisfies Record<ServerTab, string>;

/** The tab the address names; the first when it names none of ours. */
export function readTab(value: string | undefined): ServerTab {
  return SERVER_TABS.find((tab) => tab === value) ?? "summary";
}

export function tabHref(slug: string, tab: ServerTab): string {
  return tab === "summary" ? `/servers/${slug}` : `/servers/${slug}?tab=${tab}`;
}
