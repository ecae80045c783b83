import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import type { Offer } from "../offer-drift.ts";

export type IntrospectionTarget =
  | {
      transport: "stdio";
      command: string;
      args: string[];
      env: Record<string, string>;
      cwd?: string | undefined;
    }
  | { transport: "streamable_http" | "sse"; url: string; headers: Record<string, string> };

/** Bounds on one introspection. Every one of them ends it with a code, never with a hung or dead worker. */
export type IntrospectionLimits = {
  timeoutMs: number;
  /** How long a stdio server may take over the question that older servers do not know. */
  probeTimeoutMs: number;
  maxOutputBytes: number;
  maxLineBytes: number;
  /** Resident memory of all processes of a stdio server together. Watched on Linux only. */
  maxMemoryBytes: number;
  maxTools: number;
  maxPages: number;
};

export const DEFAULT_INTROSPECTION_LIMITS: IntrospectionLimits = {
  timeoutMs: 20_000,
  probeTimeoutMs: 4_000,
  maxOutputBytes: 16_777_216,
  maxLineBytes: 8_388_608,
  maxMemoryBytes: 1_073_741_824,
  maxTools: 2_000,
  maxPages: 200,
};

/** What the place of work lends a server: where commands are found, and which inside addresses may be called. */
export type IntrospectionSurroundings = {
  searchPath: string;
  allowPrivateAddresses: readonly string[];
  /** Where package launchers (npx, uvx) may keep what they download, so that not every look downloads anew. */
  packageCache?: string;
  /** Where this machine's own certificate authorities are (`NODE_EXTRA_CA_CERTS` and its kin): paths, no secrets. */
  trust?: Record<string, string>;
  /** Values of Steward's own that must not be kept, wherever a server has them from. */
  ownSecrets?: readonly string[];
};

export type IntrospectionCode =
  | "timeout"
  | "flooded"
  | "too_large"
  | "bad_answer"
  | "could_not_start"
  | "exited"
  | "address_refused"
  | "unreachable"
  | "unauthorized"
  | "too_many_tools";

export type IntrospectedTool = { definition: ToolDefinition; digest: string };

export type Introspection =
  | {
      ok: true;
      protocolVersion: string;
      /** "modern" answered `server/discover` (2026-07-28); "legacy" the older `initialize`. */
      era: "modern" | "legacy";
      server: { name: string; version: string; title: string | null } | null;
      tools: IntrospectedTool[];
      /** Null when the server does not offer the kind, or would not list it. */
      resources: Offer | null;
      templates: Offer | null;
      prompts: Offer | null;
      /** Oddities that did not stop the look, in words: at most 20, of at most 300 characters each. */
      warnings: string[];
      durationMs: number;
    }
  | { ok: false; code: IntrospectionCode; message: string; durationMs: number };

/** Ends an introspection. The message is for people: what happened and what to do. */
export class IntrospectionFailure extends Error {
  readonly code: IntrospectionCode;

  constructor(code: IntrospectionCode, publicMessage: string, options?: ErrorOptions) {
    super(publicMessage, options);
    this.name = "IntrospectionFailure";
    this.code = code;
  }
}
