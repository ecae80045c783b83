import type { Overview } from "./gather-overview.ts";

export interface CoverageRow {
  label: string;
  value: number;
  total: number;
  /** The list of what is missing. */
  href: string;
  /** How many are missing, in words. */
  gap: (missing: number) => string;
  /** What to say when there is nothing to count. */
  none: string;
}

type Figures = Pick<Overview, "servers" | "paths" | "highImpact">;

/** The shares that say how well servers are governed, with the list of what each lacks. */
export function coverageRows({ servers, paths, highImpact }: Figures): CoverageRow[] {
  return [
    {
      label: "Have an owner",
      value: servers.withOwner,
      total: servers.total,
      href: "/servers?is=no_owner&is=owner_inactive",
      gap: (missing) => `${amount(missing, "server")} without an active owner`,
      none: "There is no server yet.",
    },
    {
      label: "Have a backup owner, in production",
      value: servers.inProductionWithBackupOwner,
      total: servers.inProduction,
      href: "/servers?environment=production&backupOwnerId=none&backupOwnerId=inactive",
      gap: (missing) => `${amount(missing, "production server")} without a backup owner`,
      none: "No server is in production.",
    },
    {
      label: "Credentials all end on a date",
      value: servers.withExpiryOnAllCredentials,
      total: servers.withCredentials,
      href: "/servers?finding=credential_without_expiry&finding=credential_end_unknown",
      gap: (missing) => `${amount(missing, "server")} with a credential without a known end`,
      none: "No server has a credential on record.",
    },
    {
      label: "Have a revocation path",
      value: paths.total - paths.without,
      total: paths.total,
      href: "/servers?is=no_revocation_path",
      gap: (missing) => `${amount(missing, "server")} nobody has written down how to cut off`,
      none: "No server is in use.",
    },
    {
      label: "High-impact tools approved",
      value: highImpact.approved,
      total: highImpact.offered,
      href: "/servers?finding=high_impact_without_approval",
      gap: (missing) => `${amount(missing, "tool")} that can do more than read, not approved`,
      none: "No tool on offer does more than read.",
    },
  ];
}

function amount(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
