import type { listIntrospections } from "#lib/discovery/queries/list-introspections.ts";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";

export type Introspections = Awaited<ReturnType<typeof listIntrospections>>;

/** What every tab is given; a tab that needs more asks for it itself. */
export interface TabProps {
  server: ServerPage;
  findings: readonly ServerFinding[];
  introspections: Introspections;
  search: {
    q?: string;
    page?: string;
    cursor?: string;
    edit?: string;
    ended?: string;
    kind?: string;
    by?: string;
  };
  /** The server's time, ISO 8601. */
  now: string;
}
