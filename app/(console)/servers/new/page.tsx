import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { GovernanceFields } from "#app/governance-fields.tsx";
import { ProblemState } from "#app/problem-state.tsx";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer } from "#lib/doors/page.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { hasRole } from "#lib/kernel/actor.ts";
import { listServerRoles } from "#lib/policy/queries/list-server-roles.ts";
import { ConnectionFields } from "../connection-fields.tsx";
import { toPersonOptions } from "../person-options.ts";
import { registerServerAction } from "./actions.ts";

export const metadata: Metadata = { title: "Register a server" };

/** Registers a server that no client file mentions: who answers for it, and how it is reached. */
export default async function RegisterServerPage() {
  const found = await answer((actor) => Promise.all([listUsers(actor, {}), listServerRoles(actor, {})]));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [people, roles] = found.data;
  if (!hasRole(found.actor, "admin")) return <OnlyAdministrators />;
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Servers", href: "/servers" }]}
        title="Register a server"
        sentence="From here on it has an owner and a purpose; none of its tools is enabled until that is approved."
      />
      <Form action={registerServerAction} aria-label="Register a server" className="max-w-4xl gap-6">
        <Section title="Who, what for and where">
          <div className="grid gap-4">
            <GovernanceFields
              people={toPersonOptions(people)}
              roles={roles.map((role) => ({ value: role.id, label: role.name }))}
            />
          </div>
        </Section>
        <Section title="How it is reached" description="Approvals hold for exactly this connection.">
          <div className="grid gap-4">
            <ConnectionFields />
          </div>
        </Section>
        <FormActions>
          <LinkButton href="/servers">Cancel</LinkButton>
          <SubmitButton>Register the server</SubmitButton>
        </FormActions>
      </Form>
    </>
  );
}

function OnlyAdministrators() {
  return (
    <EmptyState
      icon={<Lock />}
      title="Only an administrator registers servers"
      actions={<LinkButton href="/servers">Show the servers</LinkButton>}
    >
      Ask one to register it, and to name you as its owner.
    </EmptyState>
  );
}
