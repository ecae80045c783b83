import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { listSystems } from "#lib/inventory/queries/list-systems.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { InventoryTabs } from "../inventory-tabs.tsx";
import { toPersonOptions } from "../servers/person-options.ts";
import { registerSystemAction } from "./actions.ts";
import { SystemFields } from "./system-fields.tsx";
import { SystemTable } from "./system-table.tsx";

export const metadata: Metadata = { title: "Systems" };

interface Props {
  searchParams: Promise<{ q?: string; cursor?: string }>;
}

/** The business systems that servers reach. */
export default async function SystemsPage({ searchParams }: Props) {
  const { q = "", cursor } = await searchParams;
  const found = await answer((actor) =>
    Promise.all([
      listSystems(actor, { q, ...(cursor === undefined ? {} : { cursor }) }),
      listUsers(actor, {}),
    ]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [{ items, nextCursor }, people] = found.data;
  return (
    <>
      <PageHeader
        title="Systems"
        sentence="What servers reach downstream, and the data that is there."
        actions={
          <FormDialog
            action={registerSystemAction}
            label="Register a system"
            icon={<Plus aria-hidden="true" />}
            variant="primary"
            disabledReason={permitted(found.actor, "system:manage") ?? undefined}
            title="Register a system"
            submitLabel="Register"
          >
            <SystemFields people={toPersonOptions(people)} />
          </FormDialog>
        }
      />
      <InventoryTabs current="systems" />
      <SystemTable
        rows={items}
        words={q}
        pages={{
          previousHref: cursor === undefined ? undefined : hrefWith(q, null),
          nextHref: nextCursor === null ? undefined : hrefWith(q, nextCursor),
        }}
        preferences={parseTablePreferences((await cookies()).get(tableCookie("systems"))?.value)}
      />
    </>
  );
}

/** A keyset list goes on, or back to its beginning. */
function hrefWith(q: string, cursor: string | null): string {
  const next = new URLSearchParams({ ...(q && { q }), ...(cursor !== null && { cursor }) });
  return next.size === 0 ? "/systems" : `/systems?${next}`;
}
