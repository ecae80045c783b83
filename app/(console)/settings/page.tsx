import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { answer } from "#lib/doors/page.ts";
import { AwayTab } from "./away-tab.tsx";
import { GroupsTab } from "./groups-tab.tsx";
import { IntrospectionTab } from "./introspection-tab.tsx";
import { NotificationsTab } from "./notifications-tab.tsx";
import { PeopleTab } from "./people-tab.tsx";
import { TokensTab } from "./tokens-tab.tsx";
import { WebhooksTab } from "./webhooks-tab.tsx";

export const metadata: Metadata = { title: "Settings" };

const TABS = [
  { key: "people", label: "People", sentence: "Who may sign in, and what their roles let them do." },
  { key: "groups", label: "Groups", sentence: "People whom approval policies ask together." },
  {
    key: "tokens",
    label: "Service tokens",
    sentence: "Programs act through tokens: scoped, and at most 180 days old.",
  },
  {
    key: "introspection",
    label: "Introspection",
    sentence: "How often Steward asks servers what they offer, and which commands it may run for that.",
  },
  {
    key: "away",
    label: "Out of office",
    sentence: "Who is away, and who answers approvals in their place meanwhile.",
  },
  {
    key: "notifications",
    label: "Notifications",
    sentence: "What you are told by e-mail, and when.",
  },
  {
    key: "webhooks",
    label: "Webhooks",
    sentence: "Programs outside that are told what happens here.",
  },
] as const;

interface Props {
  searchParams: Promise<{ tab?: string; cursor?: string }>;
}

/** People, groups, service tokens and introspection of the organization; what the person and programs outside are told. */
export default async function SettingsPage({ searchParams }: Props) {
  const { tab: wanted, cursor } = await searchParams;
  const tab = TABS.find((one) => one.key === wanted) ?? TABS[0];
  const found = await answer(async (actor) => {
    if (tab.key === "people") return PeopleTab({ actor });
    if (tab.key === "groups") return GroupsTab({ actor });
    if (tab.key === "away") return AwayTab({ actor });
    if (tab.key === "notifications") return NotificationsTab({ actor });
    if (tab.key === "webhooks") return WebhooksTab({ actor });
    return tab.key === "tokens" ? TokensTab({ actor }) : IntrospectionTab({ actor, cursor });
  });
  return (
    <>
      <PageHeader title="Settings" sentence={tab.sentence} />
      <TabLinks
        label="Settings"
        tabs={TABS.map(({ key, label }) => ({
          label,
          href: key === "people" ? "/settings" : `/settings?tab=${key}`,
          isCurrent: key === tab.key,
        }))}
      />
      {found.ok ? found.data : <ProblemState problem={found.problem} />}
    </>
  );
}
