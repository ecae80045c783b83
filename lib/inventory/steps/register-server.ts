import { actingPerson } from "../../kernel/actor.ts";
import { refused } from "../../kernel/app-error.ts";
import type { CommandContext } from "../../kernel/command.ts";
import type { AuditableEvent, SomeEvents } from "../../kernel/events.ts";
import type { CredentialKeptIn, CredentialKind } from "../../kernel/generated/enums.ts";
import { newId } from "../../kernel/id.ts";
import { assertRoleAndReviewDay } from "../assert-role-and-review-day.ts";
import { insertCredentials } from "../credential-store.ts";
import { identityDigest } from "../identity-digest.ts";
import type { RegisterServerInput } from "../input.ts";
import { loadOwners } from "../owners.ts";
import { loadReviewClock } from "../review-clock-store.ts";
import { nextReviewDate } from "../review-date.ts";
import { identityKeyOf, withLaunchedPackage } from "../server-identity.ts";
import { freeSlug } from "../slug.ts";
import { findByIdentity, insertServer, listTakenSlugs, lockIdentities } from "../store.ts";

/** A credential that discovery met, already without its value. */
export interface FoundCredential {
  name: string;
  kind: CredentialKind;
  keptIn: CredentialKeptIn;
  place: string | null;
  fingerprint: string | null;
  lengthChars: number | null;
}

export type ServerToRegister = RegisterServerInput & {
  /** Discovery's key for the same server; left out, it is made from the connection. */
  identityKey?: string;
  credentials?: readonly FoundCredential[];
};

export interface RegisteredServer {
  serverId: string;
  slug: string;
  events: SomeEvents;
}

/**
 * Puts a server into the inventory, in state registered, with an owner. The slug comes from the name.
 *
 * @throws AppError `invalid` by field (people not active, no such role, review day), `refused` when the same server is
 *   already registered
 */
export async function registerServer(
  context: CommandContext,
  given: ServerToRegister,
): Promise<RegisteredServer> {
  const input = withLaunchedPackage(given);
  const { tx, actor, now } = context;
  const { organizationId } = actor;
  const { owner, backupOwner } = await loadOwners(tx, input, input.environment);
  const clock = await loadReviewClock(tx);
  await assertRoleAndReviewDay(context, clock, input);
  await lockIdentities(tx, organizationId);
  const identityKey = input.identityKey ?? identityKeyOf(input);
  const twin = await findByIdentity(tx, identityKey);
  if (twin !== null) {
    throw refused(`This server is already registered as ${twin.name} (${twin.slug}).`, {
      kind: "server",
      id: twin.id,
      name: twin.name,
    });
  }
  const serverId = newId(now);
  const slug = await freeSlug({ key: serverId, name: input.name }, (wanted) =>
    listTakenSlugs(tx, "server", wanted),
  );
  const { identityKey: _key, credentials = [], nextReviewOn, ...facts } = input;
  await insertServer(tx, {
    ...facts,
    organizationId,
    id: serverId,
    slug,
    state: "registered",
    identityKey,
    identityDigest: identityDigest(input, []),
    nextReviewOn: nextReviewOn ?? nextReviewDate(clock, { ...input, impact: null }, now),
    registeredById: actingPerson(actor)?.userId ?? null,
    registeredAt: now,
    updatedAt: now,
  });
  const subject = { kind: "server", id: serverId, name: input.name };
  const registered: AuditableEvent = {
    type: "server.registered",
    subject,
    detail: {
      serverId,
      slug,
      environment: input.environment,
      criticality: input.criticality,
      owner: owner.name,
      ownerId: owner.id,
      backupOwner: backupOwner?.name ?? null,
      backupOwnerId: backupOwner?.id ?? null,
      dataClasses: input.dataClasses,
    },
  };
  return { serverId, slug, events: [registered, ...(await recordFound(context, serverId, credentials))] };
}

async function recordFound(
  { tx, actor, now }: CommandContext,
  serverId: string,
  found: readonly FoundCredential[],
): Promise<AuditableEvent[]> {
  const rows = found.map((credential) => ({ ...credential, id: newId(now) }));
  await insertCredentials(tx, actor.organizationId, serverId, rows, now);
  return rows.map(({ id, name, kind, keptIn, place }) => ({
    type: "credential.added",
    subject: { kind: "credential", id, name },
    detail: { serverId, kind, keptIn, place },
  }));
}
