import { createHash } from "node:crypto";
import type { CredentialKeptIn, CredentialKind, CredentialState } from "../kernel/generated/enums.ts";
import type { MadeServer } from "./made-server.ts";
import { DAY_MS, type LoadPlan, madeId } from "./model.ts";
import { between, type Random, weighted } from "./random.ts";
import { SYSTEMS } from "./systems.ts";

export interface MadeCredential {
  id: string;
  name: string;
  kind: CredentialKind;
  issuer: string;
  keptIn: CredentialKeptIn;
  place: string | null;
  fingerprint: string | null;
  lengthChars: number | null;
  state: CredentialState;
  issuedAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

const REMOTE: Record<CredentialKind, number> = {
  oauth_client: 50,
  api_key: 18,
  static_bearer: 10,
  workload_identity: 12,
  certificate: 4,
  personal_access_token: 6,
  password: 0,
};
const LOCAL: Record<CredentialKind, number> = {
  ...REMOTE,
  oauth_client: 5,
  personal_access_token: 45,
  api_key: 35,
};
const KEPT_IN: Record<CredentialKeptIn, number> = {
  secret_manager: 60,
  environment: 20,
  platform: 12,
  configuration: 4,
  unknown: 4,
};
const WORDS: Record<CredentialKind, string> = {
  oauth_client: "OAuth client",
  api_key: "API key",
  static_bearer: "bearer token",
  workload_identity: "workload identity",
  certificate: "client certificate",
  personal_access_token: "personal access token",
  password: "password",
};

/** Mostly one; a few keep a rotated one beside it. */
export function madeCredentials(
  plan: LoadPlan,
  ordinal: number,
  server: MadeServer,
  random: Random,
): MadeCredential[] {
  const count = Number(weighted(random, { 0: 12, 1: 74, 2: 12, 3: 2 }));
  return Array.from({ length: count }, (_, position) => credential(plan, ordinal, position, server, random));
}

function credential(
  plan: LoadPlan,
  ordinal: number,
  position: number,
  server: MadeServer,
  random: Random,
): MadeCredential {
  const system = SYSTEMS[server.system] ?? SYSTEMS[0];
  const kind = weighted(random, server.transport === "stdio" ? LOCAL : REMOTE);
  const keptIn = kind === "workload_identity" ? "platform" : weighted(random, KEPT_IN);
  const fingerprint = kind === "workload_identity" ? null : madeFingerprint(plan, ordinal, position);
  const inForce = server.state !== "revoked" && server.state !== "retired";
  return {
    id: madeId(plan, "credential", server.registeredAt, ordinal, position),
    name: `${system.name} ${WORDS[kind]}${position === 0 ? "" : ` ${position + 1}`}`,
    kind,
    issuer: system.name,
    keptIn,
    place: keptIn === "configuration" ? "~/.config/mcp/servers.json" : null,
    fingerprint,
    lengthChars: fingerprint === null ? null : between(random, 32, 64),
    state: inForce ? weighted(random, { active: 93, rotated: 6, revoked: 1 }) : "revoked",
    ...madeTimes(plan, server, random),
  };
}

/** Some have no end, some are past it, and more the nearer the day. Never at a midnight, where days begin. */
function madeTimes({ startedOn }: LoadPlan, server: MadeServer, random: Random) {
  const draw = weighted(random, { never: 9, over: 6, week: 3, month: 7, quarter: 20, year: 55 });
  const days = {
    never: 0,
    over: -between(random, 1, 120),
    week: between(random, 0, 6),
    month: between(random, 7, 28),
    quarter: between(random, 31, 88),
    year: between(random, 91, 360),
  }[draw];
  const expires = startedOn.getTime() + days * DAY_MS + between(random, 43_200, 80_000) * 1_000;
  const issuedAt = new Date(
    Math.min(expires - DAY_MS, startedOn.getTime()) - between(random, 1, 60) * DAY_MS,
  );
  return {
    issuedAt,
    expiresAt: draw === "never" ? null : new Date(expires),
    lastUsedAt: server.lastSeenAt,
  };
}

/** One server in 32 signs in with the value of the one before it, which is made in the same chunk. */
function madeFingerprint({ seed }: LoadPlan, ordinal: number, position: number): string {
  const source = ordinal % 32 === 1 && position === 0 ? ordinal - 1 : ordinal;
  return createHash("sha256").update(`load ${seed} ${source} ${position}`).digest("hex").slice(0, 32);
}
