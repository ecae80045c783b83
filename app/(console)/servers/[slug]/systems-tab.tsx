import { Database, Plus } from "lucide-react";
import Link from "next/link";
import { inWords } from "#app/in-words.ts";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Time } from "#components/ui/time.tsx";
import { answer } from "#lib/doors/page.ts";
import { effectiveDataClasses } from "#lib/inventory/effective-data-classes.ts";
import { listServerSystems, type ServerSystemItem } from "#lib/inventory/queries/list-server-systems.ts";
import { listSystems, type SystemListItem } from "#lib/inventory/queries/list-systems.ts";
import { decideRegulatedLoss } from "#lib/inventory/server-change.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { linkSystemAction, unlinkSystemAction } from "../../systems/actions.ts";
import type { TabProps } from "./tab-props.ts";

/** Pages of systems read for the choice, of 200 each. */
const PAGES_MAX = 10;

/** The business systems behind the server, and what data it can reach through them. */
export async function SystemsTab({ server, now }: TabProps) {
  const found = await answer((actor) =>
    Promise.all([listServerSystems(actor, { serverId: server.id }), offeredSystems(actor)]),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const [reached, all] = found.data;
  const refusal = server.allowed.edit === true ? undefined : server.allowed.edit;
  const known = new Set(reached.map(({ id }) => id));
  const named = server.scopes.flatMap(({ system }) => (system === null ? [] : [system]));
  const free = all.items.filter(({ id }) => !known.has(id));
  const suggestion = free.find(({ name }) => named.some((one) => one.toLowerCase() === name.toLowerCase()));
  return (
    <Section
      title="Systems"
      description={reachInWords(server.dataClasses, reached)}
      flush
      actions={
        <FormDialog
          action={linkSystemAction}
          label="Link a system"
          icon={<Plus aria-hidden="true" />}
          buttonSize="small"
          disabledReason={
            refusal ??
            (free.length === 0 && !all.hasMore
              ? "Every system on record is linked. An administrator registers more."
              : undefined)
          }
          title="Link a system"
          description="Say what this server reaches. Its tools are assessed again by what the system holds."
          submitLabel="Link"
        >
          <input type="hidden" name="serverId" value={server.id} />
          <Combobox
            name="systemId"
            label="System"
            placeholder="Type a part of the name"
            {...(all.hasMore
              ? {
                  hint: `The first ${all.items.length.toLocaleString("en")} by name; there are more on record.`,
                }
              : {})}
            options={free.map(({ id, name, dataClasses }) => ({
              value: id,
              label: name,
              hint: dataClasses.map(inWords).join(", ") || "No data class",
            }))}
            {...(suggestion === undefined ? {} : { defaultValue: suggestion.id })}
          />
          <TextField name="note" label="What it does there" isOptional placeholder="Reads open tickets" />
        </FormDialog>
      }
    >
      {reached.length === 0 ? (
        <EmptyState icon={<Database />} title="No system is linked">
          Say which business systems this server reaches, so that what its tools touch is known.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {reached.map((system) => (
            <li key={system.id} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-56">
                <Link href={`/systems/${system.slug}`} className="font-strong hover:underline">
                  {system.name}
                </Link>
                <p className="text-ink-muted text-small">
                  {system.note ?? system.description}, linked <Time at={system.linkedAt} now={now} />
                </p>
              </div>
              <InlineList
                items={system.dataClasses.map((name) => ({ key: name, item: <Tag>{inWords(name)}</Tag> }))}
                none="No data class"
              />
              <FormDialog
                action={unlinkSystemAction}
                label="Unlink"
                variant="ghost"
                buttonSize="small"
                disabledReason={refusal ?? unlinkRefusal(system.dataClasses, found.actor)}
                title={`Unlink ${system.name}?`}
                description="Do this once the server can no longer reach it. Its tools are assessed again."
                size="small"
                submitLabel="Unlink"
                isDangerous
              >
                <input type="hidden" name="serverId" value={server.id} />
                <input type="hidden" name="systemId" value={system.id} />
              </FormDialog>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The systems there are to choose from, by name, and whether there are more. */
async function offeredSystems(actor: PersonActor) {
  const items: SystemListItem[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const found = await listSystems(actor, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...found.items);
    if (found.nextCursor === null) return { items, hasMore: false };
    cursor = found.nextCursor;
  }
  return { items, hasMore: true };
}

function unlinkRefusal(dataClasses: readonly string[], actor: PersonActor): string | undefined {
  const verdict = decideRegulatedLoss(dataClasses, actor);
  return verdict.ok ? undefined : verdict.reason;
}

function reachInWords(own: readonly string[], reached: readonly ServerSystemItem[]): string {
  const all = effectiveDataClasses(own, reached);
  if (all.length === 0) return "What this server reaches downstream. No data class is known.";
  const fromSystems = all.filter((name) => !own.includes(name));
  const words = `In reach: ${all.map(inWords).join(", ").toLowerCase()}.`;
  return fromSystems.length === 0
    ? words
    : `${words} Of these, ${fromSystems.map(inWords).join(", ").toLowerCase()} through systems only.`;
}
