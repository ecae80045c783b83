/**
 * Discovery owns what was seen in somebody's configuration: a declared server, a sighting of it in a
 * client's file, and the candidate that several sightings make together. It promises that one real server
 * gives one candidate, whatever the clients call it. It refuses to know about databases, networks and secret
 * values: everything here is either free of secrets (SafeServer) or on its way to being so (DeclaredServer).
 */
import type { LaunchedPackage } from "../inventory/launched-package.ts";

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

export const RISK_IDS = [
  "auto_approve_high_impact",
  "shell_wrapper",
  "broad_file_access",
  "unpinned_package",
  "plain_http",
  "deprecated_sse",
  "token_in_url",
] as const;

export type RiskId = (typeof RISK_IDS)[number];

/** What a configuration alone shows to be risky: a title, and one sentence in plain words. */
export type Risk = { id: RiskId; title: string; explanation: string };

export type Sighting = { client: Client; path: string; server: SafeServer; secrets: FoundSecret[] };

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
