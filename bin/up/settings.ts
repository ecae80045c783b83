import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Problem } from "./problem.ts";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export type Settings = {
  isDev: boolean;
  dataDir: string;
  host: string;
  ports: { web: number; decisions: number; identity: number };
  /** The owner's connection to a server of the user's; absent: the embedded one. */
  ownerUrl: string | undefined;
  appUrl: string | undefined;
  hasLocalIdentity: boolean;
  isDemo: boolean;
  url: string;
};

type Source = Record<string, string | undefined>;

/** @throws Problem that names the variable to correct. */
export function readSettings(source: Source, args: string[]): Settings {
  const { values } = parseArgs({ args, options: { dev: { type: "boolean", default: false } } });
  const ports = {
    web: port(source, "PORT", 3000),
    decisions: port(source, "DECISIONS_PORT", 3001),
    identity: port(source, "IDENTITY_PORT", 3002),
  };
  const ownerUrl = source.DATABASE_URL || undefined;
  const appUrl = source.DATABASE_APP_URL || undefined;
  if (appUrl && !ownerUrl) {
    throw new Problem(
      "DATABASE_APP_URL is set and DATABASE_URL is not. Set DATABASE_URL too (the owner's connection, used only " +
        "for migrations), or neither, for the bundled PostgreSQL.",
    );
  }
  const hasLocalIdentity = !source.OIDC_ISSUER;
  if (hasLocalIdentity) refuseInProduction(source);
  return {
    isDev: values.dev,
    dataDir: resolve(ROOT, source.STEWARD_DATA_DIR || ".data"),
    host: source.HOST || "127.0.0.1",
    ports,
    ownerUrl,
    appUrl,
    hasLocalIdentity,
    isDemo: !["0", "no", "false"].includes(source.STEWARD_DEMO ?? ""),
    url: source.STEWARD_URL || `http://localhost:${ports.web}`,
  };
}

/** The local identity provider lets anybody be anybody, so it never stands before a real database by accident. */
export function refuseInProduction(source: Source): void {
  if (source.NODE_ENV !== "production" || !source.DATABASE_URL) return;
  if (source.STEWARD_ALLOW_LOCAL_IDENTITY === "yes") return;
  throw new Problem(
    "The local identity provider lets anyone choose who to be, so it does not run with NODE_ENV=production and " +
      "DATABASE_URL set. Name yours with OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET; if you really " +
      "mean it, set STEWARD_ALLOW_LOCAL_IDENTITY=yes.",
  );
}

function port(source: Source, name: string, standard: number): number {
  const text = source[name] || String(standard);
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new Problem(`${name} must be a port number from 1 to 65535, and is "${text}".`);
}
