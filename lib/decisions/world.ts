import type {
  ConsumerKind,
  Criticality,
  Environment,
  GrantState,
  Impact,
  ServerState,
  ToolState,
} from "#lib/kernel/generated/enums.ts";
import type { ApprovedFor } from "./approved-for.ts";
import type { AccessQuestion } from "./input.ts";
import type { GrantSnapshot, Snapshot } from "./model.ts";
import { namesIn } from "./names.ts";

export interface ServerRow {
  id: string;
  slug: string;
  name: string;
  state: ServerState;
  identityDigest: string;
  environment: Environment;
  criticality: Criticality;
  dataClasses: readonly string[];
}

export interface ToolRow {
  id: string;
  serverId: string;
  name: string;
  state: ToolState;
  digest: string;
  reviewedImpact: Impact;
}

export interface ConsumerRow {
  id: string;
  slug: string;
  name: string;
  kind: ConsumerKind;
  isActive: boolean;
}

/** The grant that counts for a tool, or for a consumer at a server; times in milliseconds since 1970. */
export interface GrantRow {
  serverId: string;
  toolId: string | null;
  consumerId: string | null;
  state: GrantState;
  grantedAt: number;
  expiresAt: number;
  toolDigest: string | null;
  serverDigest: string;
  approvedEnvironment: Environment | null;
  approvedImpact: Impact | null;
  approvedCriticality: Criticality | null;
  approvedDataClasses: readonly string[] | null;
  approvedAutomatically: boolean | null;
}

export interface TokenRow {
  id: string;
  /** SHA-256, base64. */
  hash: string;
  mayEvaluate: boolean;
  expiresAt: number;
  isRevoked: boolean;
  creatorIsActive: boolean;
}

export interface WorldRows {
  servers: readonly ServerRow[];
  tools: readonly ToolRow[];
  consumers: readonly ConsumerRow[];
  grants: readonly GrantRow[];
  tokens: readonly TokenRow[];
}

interface KnownTool extends ToolRow {
  grant: GrantSnapshot | null;
}

interface KnownServer extends ServerRow {
  tools: Map<string, KnownTool>;
  /** By the consumer's id. */
  access: Map<string, GrantSnapshot>;
}

/**
 * Everything one organization's answers depend on, laid out so that a question is a handful of look-ups. Knows no other
 * organization. Rows are put in whole; what a row refers to is put in before it or with it.
 */
export class World {
  readonly #servers = new Map<string, KnownServer>();
  readonly #serversById = new Map<string, KnownServer>();
  readonly #toolsById = new Map<string, KnownTool>();
  readonly #consumers = new Map<string, ConsumerRow>();
  readonly #consumersById = new Map<string, ConsumerRow>();
  readonly #tokens = new Map<string, TokenRow>();
  readonly #hashes = new Map<string, string>();
  readonly #approved = new Map<string, ApprovedFor | null>();
  #grants = 0;

  /** How many rows it holds. */
  get size(): number {
    return this.#serversById.size + this.#toolsById.size + this.#consumersById.size + this.#grants;
  }

  /** @throws when a row refers to one that is not there: then what is here cannot be trusted */
  put({ servers, tools, consumers, grants, tokens }: WorldRows): void {
    for (const server of servers) this.#putServer(server);
    for (const tool of tools) this.#putTool(tool);
    for (const consumer of consumers) this.#putConsumer(consumer);
    for (const grant of grants) this.#putGrant(grant);
    for (const token of tokens) this.#putToken(token);
  }

  token(hash: string): TokenRow | undefined {
    return this.#tokens.get(hash);
  }

  tokenHashes(): Iterable<string> {
    return this.#tokens.keys();
  }

  snapshotOf(question: AccessQuestion): Snapshot {
    const names = namesIn(question);
    const server = names.server === null ? undefined : this.#servers.get(names.server);
    const tool = names.tool === null ? undefined : server?.tools.get(names.tool);
    const consumer =
      names.consumerId !== null
        ? this.#consumersById.get(names.consumerId)
        : names.consumerSlug === null
          ? undefined
          : this.#consumers.get(names.consumerSlug);
    return {
      server: server ?? null,
      tool: tool ?? null,
      consumer: consumer ?? null,
      toolGrant: tool?.grant ?? null,
      accessGrant: (consumer && server?.access.get(consumer.id)) ?? null,
    };
  }

  #putServer(row: ServerRow): void {
    const known = this.#serversById.get(row.id);
    if (known === undefined) {
      const server = { ...row, tools: new Map(), access: new Map() };
      this.#serversById.set(row.id, server);
      this.#servers.set(row.slug, server);
      return;
    }
    if (this.#servers.get(known.slug) === known) this.#servers.delete(known.slug);
    Object.assign(known, row);
    this.#servers.set(row.slug, known);
  }

  #putTool(row: ToolRow): void {
    const known = this.#toolsById.get(row.id);
    const tool: KnownTool = { ...row, grant: known?.grant ?? null };
    if (known !== undefined) {
      const before = this.#serverOf(known.serverId);
      if (before.tools.get(known.name) === known) before.tools.delete(known.name);
    }
    this.#toolsById.set(row.id, tool);
    this.#serverOf(row.serverId).tools.set(row.name, tool);
  }

  #putConsumer(row: ConsumerRow): void {
    const known = this.#consumersById.get(row.id);
    if (known !== undefined && this.#consumers.get(known.slug) === known) this.#consumers.delete(known.slug);
    this.#consumersById.set(row.id, row);
    this.#consumers.set(row.slug, row);
  }

  #putGrant(row: GrantRow): void {
    const server = this.#serverOf(row.serverId);
    const { state } = row;
    // Digests that are equal are one string: a hundred thousand grants would hold as many copies.
    const serverDigest =
      row.serverDigest === server.identityDigest ? server.identityDigest : row.serverDigest;
    const approved = this.#approvedFor(row);
    const times = { grantedAt: finite(row.grantedAt), expiresAt: finite(row.expiresAt) };
    if (row.toolId !== null) {
      const tool = this.#toolsById.get(row.toolId);
      if (tool === undefined) throw new Error("a grant is for a tool that was not read");
      const toolDigest = row.toolDigest === tool.digest ? tool.digest : row.toolDigest;
      if (tool.grant === null) this.#grants += 1;
      tool.grant = { state, ...times, toolDigest, serverDigest, approved };
    } else if (row.consumerId !== null) {
      // The consumer's own string as the key, not a copy of it for each server.
      const consumer = this.#consumersById.get(row.consumerId);
      if (consumer === undefined) throw new Error("a grant is for a consumer that was not read");
      if (!server.access.has(consumer.id)) this.#grants += 1;
      server.access.set(consumer.id, {
        state,
        ...times,
        toolDigest: null,
        serverDigest,
        approved,
      });
    }
  }

  /** One object for all grants that were approved for the same. */
  #approvedFor(row: GrantRow): ApprovedFor | null {
    const { approvedEnvironment, approvedImpact, approvedCriticality, approvedDataClasses } = row;
    const key = JSON.stringify([
      approvedEnvironment,
      approvedImpact,
      approvedCriticality,
      approvedDataClasses,
      row.approvedAutomatically,
    ]);
    const known = this.#approved.get(key);
    if (known !== undefined) return known;
    const approved = toApproved(row);
    this.#approved.set(key, approved);
    return approved;
  }

  #putToken(row: TokenRow): void {
    const before = this.#hashes.get(row.id);
    if (before !== undefined) this.#tokens.delete(before);
    this.#hashes.set(row.id, row.hash);
    this.#tokens.set(row.hash, row);
  }

  #serverOf(id: string): KnownServer {
    const server = this.#serversById.get(id);
    if (server === undefined) throw new Error("a row belongs to a server that was not read");
    return server;
  }
}

/** What a grant was approved for; null for one that nobody was asked about. */
export function toApproved(
  row: Pick<
    GrantRow,
    | "approvedEnvironment"
    | "approvedImpact"
    | "approvedCriticality"
    | "approvedDataClasses"
    | "approvedAutomatically"
  >,
): ApprovedFor | null {
  const { approvedEnvironment: environment, approvedImpact: impact, approvedCriticality: criticality } = row;
  if (environment === null || impact === null || criticality === null) return null;
  return {
    environment,
    impact,
    criticality,
    dataClasses: row.approvedDataClasses,
    isAutomatic: row.approvedAutomatically !== false,
  };
}

/** An end that is never reached is none that anybody approved. */
function finite(time: number): number {
  return Number.isFinite(time) ? time : Number.NaN;
}
