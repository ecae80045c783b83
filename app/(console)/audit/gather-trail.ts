import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { listTokens } from "#lib/identity/queries/list-tokens.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { EVENTS } from "#lib/kernel/events.ts";
import { inWords } from "../../in-words.ts";
import { type AuditSearch, toAuditInput } from "./read-audit-search.ts";

/** Choices under a heading, for a native list. */
export interface ChoiceGroup {
  label: string;
  choices: readonly { value: string; label: string }[];
}

/** A page of the trail, where it ends, and what it can be filtered by. */
export async function gatherTrail(actor: PersonActor, search: AuditSearch) {
  // First and alone: who may not read the trail is denied once, not four times over.
  const head = await getAuditHead(actor, {});
  const server = search.server === undefined ? undefined : await getServer(actor, { slug: search.server });
  const [events, people, tokens] = await Promise.all([
    listAuditEvents(actor, toAuditInput(search, server?.id)),
    listUsers(actor, {}),
    listTokens(actor, {}),
  ]);
  const actors: ChoiceGroup[] = [
    {
      label: "People",
      choices: people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
    },
    { label: "Service tokens", choices: tokens.map(({ id, name }) => ({ value: id, label: name })) },
  ];
  return {
    events,
    head: Number(head.sequence),
    server: server === undefined ? undefined : { slug: server.slug, name: server.name },
    actors: actors.filter(({ choices }) => choices.length > 0),
    types: typeGroups(),
  };
}

/** Every type of event under the noun it is about: "tool.enabled" stands under "Tool". */
function typeGroups(): ChoiceGroup[] {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const [value, { label }] of Object.entries(EVENTS)) {
    const noun = inWords(value.slice(0, value.indexOf(".")));
    groups.set(noun, [...(groups.get(noun) ?? []), { value, label }]);
  }
  return [...groups].map(([label, choices]) => ({ label, choices }));
}
