import { hasRole } from "../kernel/actor.ts";
import { type AuditableEvent, changes } from "../kernel/events.ts";
import type { ServerFacts } from "./facts.ts";
import { decideEdit, TAGS_MAX } from "./model.ts";
import { planRetirement } from "./planned-retirement.ts";
import {
  decideChange,
  decideOwners,
  type ReviewTerms,
  recordOf,
  type ServerOwners,
  type ServerRecord,
  shownRecord,
  withAllowedReviewDay,
} from "./server-change.ts";
import type { ChangeFacts, PlannedChange, SetFields, WantedChange } from "./wanted-change.ts";

/**
 * What would become of one server: the rules of update-server and assign-owners, and nothing looser. With `expected`
 * it is refused where something else stands there by now.
 */
export function planChange(
  server: ServerFacts,
  wanted: WantedChange,
  facts: ChangeFacts,
  expected: SetFields = {},
): PlannedChange {
  if (wanted.retirement !== undefined) return planRetirement(server, wanted.retirement, facts);
  const before = fieldsOf(server);
  if (changedFields(before, { ...before, ...expected }).length > 0) {
    return { outcome: "refused", reason: "Somebody changed it since. Look at it on its page." };
  }
  const set = afterOf(before, wanted);
  const asked = { ...recordOf(server), ...set, nextReviewOn: new Date(`${set.nextReviewOn}T00:00:00Z`) };
  const record = {
    ...asked,
    ...withAllowedReviewDay(recordOf(server), asked, reviewTermsOf(server, facts), facts.now),
  };
  const after = { ...set, nextReviewOn: record.nextReviewOn.toISOString().slice(0, 10) };
  const fields = changedFields(before, after);
  if (fields.length === 0) return { outcome: "unchanged" };
  const reason = whyNot(server, record, fields, facts);
  if (reason !== null) return { outcome: "refused", reason };
  return {
    outcome: "changed",
    before: pick(before, fields),
    after: pick(after, fields),
    events: eventsOf(server, record, fields, facts),
  };
}

type AllFields = Required<SetFields>;
type Field = keyof AllFields;

function fieldsOf(server: ServerFacts): AllFields {
  const { ownerId, backupOwnerId, team, environment, criticality, serverRoleId } = server;
  return {
    ownerId,
    backupOwnerId,
    team,
    environment,
    criticality,
    serverRoleId,
    nextReviewOn: server.nextReviewOn.toISOString().slice(0, 10),
    tags: server.tags.toSorted(),
  };
}

function afterOf(
  before: AllFields,
  { addTags = [], removeTags = [], retirement: _, ...wanted }: WantedChange,
): AllFields {
  const kept = (wanted.tags ?? before.tags).filter((tag) => !removeTags.includes(tag));
  return { ...before, ...wanted, tags: [...new Set([...kept, ...addTags])].toSorted() };
}

function changedFields(before: AllFields, after: AllFields): Field[] {
  // An object's own keys.
  const fields = Object.keys(before) as Field[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

function whyNot(
  server: ServerFacts,
  record: ServerRecord & ServerOwners,
  fields: readonly Field[],
  facts: ChangeFacts,
): string | null {
  const edit = decideEdit(server, facts.actor);
  if (!edit.ok) return edit.reason;
  if (record.tags.length > TAGS_MAX) {
    return `It would have ${record.tags.length} tags; at most ${TAGS_MAX} are kept.`;
  }
  if (changesOwners(fields)) {
    if (!hasRole(facts.actor, "admin")) return ONLY_ADMIN_ASSIGNS;
    const owners = decideOwners(record, record, (id) => facts.people.get(id));
    if (!owners.ok) return owners.reason;
  }
  const changed = decideChange({ ...server, backupOwnerId: record.backupOwnerId }, record, {
    actor: facts.actor,
    now: facts.now,
    roleExists: (id) => facts.serverRoleIds.has(id),
    isGrantedForLess: facts.grantedForLess.has(server.id),
    review: reviewTermsOf(server, facts),
  });
  return changed.ok ? null : changed.reason;
}

function reviewTermsOf(server: ServerFacts, { clock, impacts }: ChangeFacts): ReviewTerms {
  return {
    clock,
    impact: impacts.get(server.id) ?? null,
    from: server.lastReviewedOn ?? server.registeredAt,
  };
}

const ONLY_ADMIN_ASSIGNS =
  "Only an administrator assigns owners to many servers at once. Hand this one over on its page.";

function changesOwners(fields: readonly Field[]): boolean {
  return fields.includes("ownerId") || fields.includes("backupOwnerId");
}

function eventsOf(
  server: ServerFacts,
  record: ServerRecord & ServerOwners,
  fields: readonly Field[],
  facts: ChangeFacts,
): AuditableEvent[] {
  const events: AuditableEvent[] = [];
  const subject = { kind: "server", id: server.id, name: server.name };
  const name = (id: string | null) => (id === null ? null : (facts.people.get(id)?.name ?? null));
  if (changesOwners(fields)) {
    const { ownerId, backupOwnerId } = record;
    const owners = changes(
      { owner: name(server.ownerId), backupOwner: name(server.backupOwnerId) },
      { owner: name(ownerId), backupOwner: name(backupOwnerId) },
    );
    const detail = { serverId: server.id, ownerId, backupOwnerId, changes: owners, ...facts.detail };
    events.push({ type: "server.owners_changed", subject, detail });
  }
  const shown = changes(shownRecord(recordOf(server)), shownRecord(recordOf({ ...server, ...record })));
  if (Object.keys(shown).length > 0) {
    const detail = { serverId: server.id, changes: shown, ...facts.detail };
    events.push({ type: "server.changed", subject, detail });
  }
  return events;
}

function pick(all: AllFields, fields: readonly Field[]): SetFields {
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}
