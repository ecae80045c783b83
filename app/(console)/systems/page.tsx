import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { SearchBox } from "#components/table/search-box.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { listSystems } from "#lib/inventory/queries/list-systems.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { InventoryTabs } from "../inventory-tabs.tsx";
import { toPersonOptions } from "../servers/person-options.ts";
import { registerSystemAction } from "./actions.ts";
import { SystemFields } from "./system-fields.tsx";
import { SystemList } from "./system-list.tsx";

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
  const search = q === "" ? "" : `q=${encodeURIComponent(q)}&`;
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
      <SearchBox label="Search systems" placeholder="Name or description" defaultValue={q} />
      <SystemList systems={items} isFiltered={q !== ""} />
      {(cursor !== undefined || nextCursor !== null) && (
        <nav aria-label="Pages" className="flex justify-end gap-2">
          {cursor !== undefined && <LinkButton href={`/systems?${search}`}>First page</LinkButton>}
          {nextCursor !== null && (
            <LinkButton href={`/systems?${search}cursor=${nextCursor}`}>Next page</LinkButton>
          )}
        </nav>
      )}
    </>
  );
}
