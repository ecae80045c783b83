import { Terminal } from "lucide-react";
import { commandLine } from "#app/command-line.ts";
import { INTERVAL_OPTIONS } from "#app/introspection-words.ts";
import { Form } from "#components/form/form.tsx";
import { FormActions, SubmitButton } from "#components/form/submit-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import { Time } from "#components/ui/time.tsx";
import { getIntrospectionDefault } from "#lib/discovery/queries/get-introspection-default.ts";
import { listAllowedCommands } from "#lib/discovery/queries/list-allowed-commands.ts";
import { pageTime } from "#lib/doors/page.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { permitted } from "#lib/kernel/permissions.ts";
import { setIntrospectionDefaultAction } from "./actions.ts";
import { DisallowCommandButton } from "./disallow-command-button.tsx";

/** How often Steward looks at servers by itself, and the exact commands it may run for that. */
export async function IntrospectionTab({
  actor,
  cursor,
}: {
  actor: PersonActor;
  cursor: string | undefined;
}) {
  const [schedule, commands] = await Promise.all([
    getIntrospectionDefault(actor, {}),
    listAllowedCommands(actor, cursor === undefined ? {} : { cursor }),
  ]);
  const now = pageTime();
  const refusal = permitted(actor, "introspection:plan") ?? undefined;
  return (
    <>
      <Section
        title="Schedule"
        description="Servers without an interval of their own are asked this often. Looks are spread over the interval, at most two at once at one host, and a server that fails is tried ever more rarely."
      >
        <Form action={setIntrospectionDefaultAction} key={schedule.version}>
          <input type="hidden" name="version" value={schedule.version} />
          <div className="max-w-xs">
            <Select
              name="interval"
              label="Ask servers what they offer"
              options={INTERVAL_OPTIONS}
              defaultValue={schedule.interval}
            />
          </div>
          <FormActions>
            <SubmitButton disabledReason={refusal}>Save</SubmitButton>
          </FormActions>
        </Form>
      </Section>
      <Section
        title="Allowed commands"
        description="Steward runs these on its own machine, without any credential or environment, to ask what a server offers. Each exactly as it stands here; an administrator allows one on its server's page."
        flush
      >
        {commands.items.length === 0 ? (
          <EmptyState icon={<Terminal />} title="No command is allowed">
            Servers that are reached by URL can be introspected all the same.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {commands.items.map((item) => (
              <li key={item.digest} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5">
                <code className="min-w-48 flex-1 [overflow-wrap:anywhere]">{commandLine(item)}</code>
                <span className="text-ink-muted text-small">
                  allowed by {item.allowedBy.name} <Time at={item.allowedAt} now={now} />
                </span>
                <DisallowCommandButton
                  commandDigest={item.digest}
                  line={commandLine(item)}
                  refusal={permitted(actor, "command:allow") ?? undefined}
                />
              </li>
            ))}
          </ul>
        )}
        {(cursor !== undefined || commands.nextCursor !== null) && (
          <nav aria-label="Pages" className="flex justify-end gap-2 border-line border-t px-4 py-2">
            {cursor !== undefined && <LinkButton href="/settings?tab=introspection">First page</LinkButton>}
            {commands.nextCursor !== null && (
              <LinkButton href={`/settings?tab=introspection&cursor=${commands.nextCursor}`}>Next</LinkButton>
            )}
          </nav>
        )}
      </Section>
    </>
  );
}
