import type { listIntrospections } from "#lib/discovery/queries/list-introspections.ts";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";
import { ConsumersTab } from "./consumers-tab.tsx";
import { CredentialsTab } from "./credentials-tab.tsx";
import { FindingsTab } from "./findings-tab.tsx";
import { GrantsTab } from "./grants-tab.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { RevocationTab } from "./revocation-tab.tsx";
import { ScopesTab } from "./scopes-tab.tsx";
import type { ServerTab } from "./server-tabs.ts";
import { SummaryTab } from "./summary-tab.tsx";
import { ToolsTab } from "./tools-tab.tsx";

export type Introspections = Awaited<ReturnType<typeof listIntrospections>>;

/** What every tab is given; a tab that needs more asks for it itself. */
export interface TabProps {
  server: ServerPage;
  findings: readonly ServerFinding[];
  introspections: Introspections;
  search: { q?: string; page?: string; cursor?: string; edit?: string; ended?: string };
  /** The server's time, ISO 8601. */
  now: string;
}

const TABS = {
  summary: SummaryTab,
  tools: ToolsTab,
  scopes: ScopesTab,
  credentials: CredentialsTab,
  consumers: ConsumersTab,
  grants: GrantsTab,
  findings: FindingsTab,
  revocation: RevocationTab,
  history: HistoryTab,
} satisfies Record<ServerTab, (props: TabProps) => React.ReactNode | Promise<React.ReactNode>>;

/** The part of the page that the address names. */
export function TabContent({ tab, ...props }: TabProps & { tab: ServerTab }) {
  const Tab = TABS[tab];
  return <Tab {...props} />;
}
