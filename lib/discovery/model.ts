/**
 * Discovery owns what was seen in somebody's configuration: a declared server, a sighting of it in a
 * client's file, and the candidate that several sightings make together. It promises that one real server
 * gives one candidate, whatever the clients call it. It refuses to know about databases, networks and secret
 * values: everything here is either free of secrets (SafeServer) or on its way to being so (DeclaredServer).
 */
import type { Risk } from "../inventory/configuration-risks.ts";
import type { LaunchedPackage } from "../inventory/package-spec.ts";
import type { CandidateState } from "../kernel/generated/enums.ts";

export const CLIENTS = [
  "claude-desktop",
  "claude-code",
  "cursor",
  "vscode",
  "windsurf",
  "cline",
  "roo",
  "kiro",
  "gemini",
  "codex",
  "zed",
  "continue",
  "opencode",
  "crush",
  "goose",
  "registry",
  "unknown",
] as const;

export type Client = (typeof CLIENTS)[number];

/** Whether servers in such files are used by somebody: a registry only offers them. */
export function isConsumerClient(client: string): boolean {
  return client !== "registry";
}

export type DeclaredTransport = "stdio" | "streamable_http" | "sse";

/** A server exactly as a file declares it. May hold secrets: never store, log or show one. */
export type DeclaredServer = {
  name: string;
  transport: DeclaredTransport;
  command?: string;
  args?: string[];
  url?: string;
  headers?: Record<string, string>;
  env?: Record<string, string>;
  cwd?: string;
  disabled: boolean;
  autoApprove: string[] | "all";
  disabledTools: string[];
  package?: LaunchedPackage;
};

/**
 * A declared server without secret values: each is replaced by `[secret: <kind>]`. A null value of a header
 * or variable means "set, and not kept"; a value that is kept is a reference, a placeholder or plain config.
 */
export type SafeServer = Omit<DeclaredServer, "env" | "headers"> & {
  env: Record<string, string | null>;
  headers: Record<string, string | null>;
};

/** All that is kept of a secret. `place` reads like `env.GITHUB_TOKEN`, `args[3]`, `url.query.key`. */
export type FoundSecret = { kind: string; place: string; lengthChars: number; fingerprint: string };

/** One server in one file. `machine` is empty when nobody said whose file it is. */
export type Sighting = {
  machine: string;
  client: Client;
  path: string;
  server: SafeServer;
  secrets: FoundSecret[];
};

export type Candidate = {
  identityKey: string;
  name: string;
  /** Kebab-case, at most 60 characters, unique within one merge. */
  slug: string;
  environment: "unknown";
  clients: Client[];
  /** The sighting that says most about the server, for showing it. */
  server: SafeServer;
  environmentNames: string[];
  secrets: FoundSecret[];
  risks: Risk[];
  sightings: Sighting[];
};

export const IMPORT_SOURCES = ["web", "command_line", "api"] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

export const CANDIDATE_STATES = [
  "discovered",
  "registered",
  "dismissed",
] as const satisfies readonly CandidateState[];

/** `return` is what Steward does when what it sees is no longer what was settled. */
export const CANDIDATE_ACTIONS = ["register", "merge", "dismiss", "restore", "return"] as const;
export type CandidateAction = (typeof CANDIDATE_ACTIONS)[number];

export const CANDIDATE_TRANSITIONS = {
  discovered: { register: "registered", merge: "registered", dismiss: "dismissed" },
  registered: { return: "discovered" },
  dismissed: { restore: "discovered", return: "discovered" },
} as const satisfies Record<CandidateState, Partial<Record<CandidateAction, CandidateState>>>;

export type CandidateVerdict = { ok: true; next: CandidateState } | { ok: false; reason: string };

/** Whether the candidate's state allows the action, and the state that follows. */
export function decideCandidate(state: CandidateState, action: CandidateAction): CandidateVerdict {
  const transitions: Partial<Record<CandidateAction, CandidateState>> = CANDIDATE_TRANSITIONS[state];
  const next = transitions[action];
  if (next !== undefined) return { ok: true, next };
  return { ok: false, reason: `This candidate is ${STATE_WORDS[state]}. ${NEXT_STEP[action]}` };
}

const STATE_WORDS: Record<CandidateState, string> = {
  discovered: "waiting",
  registered: "already registered",
  dismissed: "already dismissed",
};

const NEXT_STEP: Record<CandidateAction, string> = {
  register: "Only one that waits is registered; bring a dismissed one back first.",
  merge: "Only one that waits is merged into a server; bring a dismissed one back first.",
  dismiss: "Only one that waits is dismissed.",
  restore: "Only a dismissed one is brought back.",
  return: "Only one that was settled comes back.",
};

/** Lower-case words joined by hyphens, 60 characters at most; "server" when nothing is left. */
export function toSlug(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join("-").slice(0, 60).replace(/-$/, "") || "server";
}

/** A file that an import read wholly: what it showed before and shows no longer is gone. */
export interface SeenFile {
  machine: string;
  path: string;
}

/** What became of one file of an import. */
export type ImportedFile =
  | {
      path: string;
      ok: true;
      client: Client;
      serverCount: number;
      secretCount: number;
      warnings: string[];
    }
  | { path: string; ok: false; reason: string };
