import { actingPerson } from "../../kernel/actor.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { newId } from "../../kernel/id.ts";
import { assertRoleAndReviewDay } from "../assert-role-and-review-day.ts";
import { insertCredentialRows } from "../credential-store.ts";
import { identityDigest, type ServerIdentity } from "../identity-digest.ts";
import type { SharedGovernanceInput } from "../input.ts";
import { loadOwners } from "../owners.ts";
import { loadReviewClock } from "../review-clock-store.ts";
import { nextReviewDate } from "../review-date.ts";
import { freeSlugs } from "../slug.ts";
import { findGovernedIdentities, insertServers, listTakenSlugs, lockIdentities } from "../store.ts";
import type { FoundCredential } from "./register-server.ts";

export interface FoundServer extends ServerIdentity {
  /** The caller's own key, given back with the result. */
  key: string;
  name: string;
  purpose: string;
  identityKey: string;
  credentials: readonly FoundCredential[];
}

export type RegisteredRow =
  | { key: string; serverId: string; slug: string }
  | { key: string; serverId: null; reason: string };

/**
 * Puts many found servers into the inventory with shared answers: a fixed number of statements, however many. One whose
 * identity is governed already says so; the others go on. The caller bounds how many come at once.
 *
 * @throws AppError `invalid` by field when the shared answers are wrong
 */
export async function registerServers(
  context: CommandContext,
  answers: SharedGovernanceInput,
  found: readonly FoundServer[],
): Promise<{ rows: RegisteredRow[]; events: AuditableEvent[] }> {
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  const { owner, backupOwner } = await loadOwners(tx, answers, answers.environment);
  const clock = await loadReviewClock(tx);
  await assertRoleAndReviewDay(context, clock, answers);
  await lockIdentities(tx, organizationId);
  const governed = await findGovernedIdentities(
    tx,
    found.map((one) => one.identityKey),
  );
  const fresh = firstOfEach(found.filter((one) => !governed.has(one.identityKey)));
  const slugs = await freeSlugs(fresh, (wanted) => listTakenSlugs(tx, "server", wanted));
  const servers = fresh.map((one) => ({ ...one, id: newId(now), slug: slugs.get(one.key) ?? one.key }));
  const { nextReviewOn, ...shared } = answers;
  await insertServers(
    tx,
    servers.map(({ key: _key, credentials: _credentials, ...server }) => ({
      ...server,
      ...shared,
      args: [...server.args],
      dataClasses: [...shared.dataClasses],
      organizationId,
      state: "registered" as const,
      identityDigest: identityDigest(server, []),
      nextReviewOn: nextReviewOn ?? nextReviewDate(clock, { ...answers, impact: null }, now),
      registeredById: actingPerson(actor)?.userId ?? null,
      registeredAt: now,
      updatedAt: now,
    })),
  );
  const credentials = servers.flatMap((server) =>
    server.credentials.map((credential) => ({ ...credential, id: newId(now), serverId: server.id })),
  );
  await insertCredentialRows(tx, organizationId, credentials, now);
  const ownership = {
    owner: owner.name,
    ownerId: owner.id,
    backupOwner: backupOwner?.name ?? null,
    backupOwnerId: backupOwner?.id ?? null,
  };
  const events: AuditableEvent[] = [
    ...servers.map(({ id, slug, name }) => ({
      type: "server.registered" as const,
      subject: { kind: "server", id, name },
      detail: {
        serverId: id,
        slug,
        environment: answers.environment,
        criticality: answers.criticality,
        ...ownership,
        dataClasses: answers.dataClasses,
      },
    })),
    ...credentials.map(({ id, serverId, name, kind, keptIn, place }) => ({
      type: "credential.added" as const,
      subject: { kind: "credential", id, name },
      detail: { serverId, kind, keptIn, place },
    })),
  ];
  const byKey = new Map(servers.map((server) => [server.key, server]));
  const rows = found.map(({ key, identityKey }) => {
    const server = byKey.get(key);
    if (server !== undefined) return { key, serverId: server.id, slug: server.slug };
    const twin = governed.get(identityKey);
    const reason =
      twin === undefined ? "It is the same server as another one in this choice." : alreadyAs(twin);
    return { key, serverId: null, reason };
  });
  return { rows, events };
}

function alreadyAs(twin: { name: string; slug: string }): string {
  return `This server is already registered as ${twin.name} (${twin.slug}).`;
}

function firstOfEach(found: readonly FoundServer[]): FoundServer[] {
  const seen = new Set<string>();
  return found.filter(({ identityKey }) => !seen.has(identityKey) && seen.add(identityKey));
}
