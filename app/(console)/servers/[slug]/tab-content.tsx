import { ConsumersTab } from "./consumers-tab.tsx";
import { CredentialsTab } from "./credentials-tab.tsx";
import { FindingsTab } from "./findings-tab.tsx";
import { GrantsTab } from "./grants-tab.tsx";
import { HistoryTab } from "./history-tab.tsx";
import { RevocationTab } from "./revocation-tab.tsx";
import { ScopesTab } from "./scopes-tab.tsx";
import type { ServerTab } from "./server-tabs.ts";
import { SummaryTab } from "./summary-tab.tsx";
import { SystemsTab } from "./systems-tab.tsx";
import type { TabProps } from "./tab-props.ts";
import { ToolsTab } from "./tools-tab.tsx";

const TABS = {
  summary: SummaryTab,
  tools: ToolsTab,
  scopes: ScopesTab,
  credentials: CredentialsTab,
  consumers: ConsumersTab,
  systems: SystemsTab,
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
