import {
  ClipboardCheck,
  FileClock,
  KeyRound,
  LayoutDashboard,
  Radar,
  ScrollText,
  Server,
  Settings,
  Stamp,
  TriangleAlert,
} from "lucide-react";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Brand } from "#app/brand.tsx";
import { AppFrame } from "#components/frame/app-frame.tsx";
import { CommandPalette } from "#components/frame/command-palette.tsx";
import { PersonMenu } from "#components/frame/person-menu.tsx";
import type { RailItem } from "#components/frame/rail-item.ts";
import { parseRail, parseTheme, RAIL_COOKIE, THEME_COOKIE } from "#components/frame/theme.ts";
import { currentPerson } from "#lib/doors/page.ts";
import { isPermitted, type Permission } from "#lib/kernel/permissions.ts";
import { type FrameCounts, frameCounts } from "./frame-counts.ts";
import { NoticeBell } from "./notice-bell.tsx";
import { ONE_CLICK_VIEWS } from "./servers/one-click-views.ts";
import { SignOutItem } from "./sign-out-item.tsx";

/** The frame around every page of the console. It checks nothing: each page asks for its own person. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [jar, person] = await Promise.all([cookies(), currentPerson().catch(() => null)]);
  const counts: FrameCounts = person === null ? {} : await frameCounts(person);
  const rooms = ROOMS.filter(
    ({ needs }) => needs === undefined || (person !== null && needs.some((one) => isPermitted(person, one))),
  );
  const items = rooms.map(({ count, needs: _needs, ...item }) =>
    withCount(item, count === undefined ? undefined : counts[count]),
  );
  return (
    <AppFrame
      items={items}
      rail={parseRail(jar.get(RAIL_COOKIE)?.value)}
      brand={
        <>
          <span className="folded:hidden">
            <Brand />
          </span>
          <span className="hidden folded:inline">
            <Brand isMarkOnly />
          </span>
        </>
      }
      organization={person === null ? null : <span className="font-strong">{person.organizationName}</span>}
      search={
        <CommandPalette
          items={PLACES}
          searches={[{ label: "Search servers", hrefPrefix: "/servers?q=" }]}
          findHref="/servers/find?q="
        />
      }
      notices={person !== null && <NoticeBell key={counts.notices} count={counts.notices ?? 0} />}
      person={
        person === null ? null : (
          <PersonMenu
            name={person.name}
            detail={`${person.email} · ${person.roles.join(", ")}`}
            theme={parseTheme(jar.get(THEME_COOKIE)?.value)}
          >
            <SignOutItem />
          </PersonMenu>
        )
      }
    >
      {children}
    </AppFrame>
  );
}

function withCount(item: RailItem, count: number | undefined): RailItem {
  return count === undefined ? item : { ...item, count };
}

/** `needs`, any of them, hides a room from those who would only read there that they may not see it. */
type Room = Omit<RailItem, "count"> & { count?: keyof FrameCounts; needs?: readonly Permission[] };

const ROOMS: readonly Room[] = [
  { href: "/", label: "Overview", icon: <LayoutDashboard /> },
  { href: "/servers", label: "Servers", icon: <Server /> },
  { href: "/discover", label: "Discover", icon: <Radar />, needs: ["candidate:read", "candidate:claim"] },
  { href: "/approvals", label: "Approvals", icon: <Stamp />, count: "approvals" },
  { href: "/grants", label: "Grants", icon: <KeyRound /> },
  { href: "/reviews", label: "Reviews", icon: <ClipboardCheck />, count: "reviews" },
  { href: "/findings", label: "Findings", icon: <TriangleAlert /> },
  { href: "/policy", label: "Policy", icon: <ScrollText /> },
  { href: "/audit", label: "Audit", icon: <FileClock />, needs: ["audit:read"] },
  { href: "/settings", label: "Settings", icon: <Settings /> },
];

const PLACES = [
  ...ROOMS.map(({ href, label }) => ({ href, label, group: "Go to" })),
  { href: "/discover", label: "Import client files", group: "Do", keywords: "discover drop upload scan" },
  { href: "/servers?state=active", label: "Active servers", group: "Lists" },
  { href: "/servers?environment=production", label: "Production servers", group: "Lists" },
  { href: "/servers/bulk", label: "Bulk changes", group: "Go to", keywords: "jobs progress put back" },
  { href: "/notices", label: "Notices", group: "Go to", keywords: "bell inbox told" },
  ...ONE_CLICK_VIEWS.map(({ label, href }) => ({
    href,
    label: `Servers: ${label.toLowerCase()}`,
    group: "Lists",
  })),
  { href: "/approvals?view=mine", label: "Requests I made", group: "Lists" },
  { href: "/grants?window=30d", label: "Grants that end within 30 days", group: "Lists", keywords: "expiry" },
  { href: "/grants?status=suspended", label: "Suspended grants", group: "Lists" },
  { href: "/credentials", label: "Credentials", group: "Lists", keywords: "keys tokens expiry rotation" },
  {
    href: "/credentials?view=calendar",
    label: "Expiry calendar",
    group: "Lists",
    keywords: "credentials month",
  },
  { href: "/settings?tab=tokens", label: "Service tokens", group: "Lists" },
];
