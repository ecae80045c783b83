import type { ItemFacts } from "./item-facts.ts";

/** One thing that is no longer as the facts say. Ids of people stand for their names. */
export interface Difference {
  what:
    | "definition"
    | "impact"
    | "tool_state"
    | "consumer_owner"
    | "consumer_active"
    | "grant_end"
    | "credential_state"
    | "credential_end"
    | "credential_rotated"
    | "server_state"
    | "environment"
    | "criticality"
    | "owner"
    | "backup_owner"
    | "role"
    | "purpose";
  before: string | null;
  after: string | null;
}

/** The thing as it is now, as far as it can differ; null for what the kind does not have, or what is gone. */
export interface ThingNow {
  server: {
    state: string;
    environment: string;
    criticality: string;
    ownerId: string | null;
    backupOwnerId: string | null;
    role: string | null;
    purpose: string;
  } | null;
  tool: { digest: string; impact: string; state: string } | null;
  consumer: { ownerId: string | null; isActive: boolean } | null;
  /** The grant, or what stands in its place. */
  grant: { expiresAt: Date } | null;
  credential: { state: string; expiresAt: Date | null; lastRotatedAt: Date | null } | null;
}

/** What has changed since the population was frozen: the answer is about the thing as it is now. */
export function sinceFrozen(facts: ItemFacts, now: ThingNow): Difference[] {
  return [
    ...ofTool(facts, now),
    ...ofConsumer(facts, now),
    ...ofGrant(facts, now),
    ...ofCredential(facts, now),
    ...ofServer(facts, now),
  ].filter(({ before, after }) => before !== after);
}

function ofTool({ tool }: ItemFacts, now: ThingNow): Difference[] {
  if (tool === null || now.tool === null) return [];
  return [
    { what: "definition", before: tool.digest, after: now.tool.digest },
    { what: "impact", before: tool.impact, after: now.tool.impact },
    // What was granted was enabled, or about to be.
    {
      what: "tool_state",
      before: "enabled",
      after: now.tool.state === "pending" ? "enabled" : now.tool.state,
    },
  ];
}

function ofConsumer({ consumer }: ItemFacts, now: ThingNow): Difference[] {
  if (consumer === null || now.consumer === null) return [];
  return [
    { what: "consumer_owner", before: consumer.ownerId, after: now.consumer.ownerId },
    { what: "consumer_active", before: "yes", after: now.consumer.isActive ? "yes" : "no" },
  ];
}

function ofGrant({ expiresAt }: ItemFacts, now: ThingNow): Difference[] {
  if (expiresAt === null || now.grant === null) return [];
  return [{ what: "grant_end", before: expiresAt, after: iso(now.grant.expiresAt) }];
}

function ofCredential({ credential, state }: ItemFacts, now: ThingNow): Difference[] {
  if (credential == null || now.credential === null) return [];
  return [
    { what: "credential_state", before: state, after: now.credential.state },
    { what: "credential_end", before: credential.expiresAt, after: iso(now.credential.expiresAt) },
    {
      what: "credential_rotated",
      before: credential.lastRotatedAt,
      after: iso(now.credential.lastRotatedAt),
    },
  ];
}

function ofServer({ server, about }: ItemFacts, now: ThingNow): Difference[] {
  if (server === undefined || now.server === null) return [];
  const place: Difference[] = [
    { what: "environment", before: server.environment, after: now.server.environment },
    { what: "criticality", before: server.criticality, after: now.server.criticality },
  ];
  if (about == null) return place;
  return [
    ...place,
    { what: "server_state", before: about.state, after: now.server.state },
    { what: "owner", before: about.ownerId, after: now.server.ownerId },
    { what: "backup_owner", before: about.backupOwnerId, after: now.server.backupOwnerId },
    { what: "role", before: about.role, after: now.server.role },
    { what: "purpose", before: about.purpose, after: now.server.purpose },
  ];
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
