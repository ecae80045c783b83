import type { LocalSecrets } from "./secrets-file.ts";
import type { Settings } from "./settings.ts";

export type Environment = Record<string, string | undefined>;

/**
 * What the application's processes get. The owner's connection is taken out, so that no bug of theirs can change
 * the schema or the audit trail.
 */
export function applicationEnvironment(
  source: Environment,
  settings: Settings,
  secrets: LocalSecrets,
  appUrl: string,
): NodeJS.ProcessEnv {
  return {
    ...withoutOwner(source),
    ...(settings.hasLocalIdentity ? localIdentity(source, settings, secrets) : {}),
    NODE_ENV: settings.isDev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // What libraries announce for their next major version is for developers, not for whoever runs this.
    NODE_OPTIONS: [source.NODE_OPTIONS, settings.isDev ? "" : "--disable-warning=DeprecationWarning"]
      .filter(Boolean)
      .join(" "),
    DATABASE_APP_URL: appUrl,
    STEWARD_URL: settings.url,
    NEXTAUTH_URL: settings.url,
    STEWARD_SECRET: source.STEWARD_SECRET || secrets.stewardSecret,
    STEWARD_ORGANIZATION: source.STEWARD_ORGANIZATION || "demo",
    STEWARD_DATA_DIR: settings.dataDir,
    STEWARD_DEMO: settings.isDemo && settings.hasLocalIdentity ? "1" : "0",
    HOST: settings.host,
    PORT: String(settings.ports.web),
    DECISIONS_PORT: String(settings.ports.decisions),
    IDENTITY_PORT: String(settings.ports.identity),
  };
}

/** The local identity provider knows nothing of the database. */
export function identityEnvironment(
  source: Environment,
  settings: Settings,
  secrets: LocalSecrets,
): NodeJS.ProcessEnv {
  return {
    ...withoutOwner(source),
    NODE_ENV: "development",
    DATABASE_APP_URL: undefined,
    STEWARD_DATA_DIR: settings.dataDir,
    IDENTITY_PORT: String(settings.ports.identity),
    IDENTITY_REDIRECT_URIS: redirectUris(source, settings).join(","),
    OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
  };
}

export function localIssuer({ ports }: Settings): string {
  return `http://localhost:${ports.identity}`;
}

function localIdentity(source: Environment, settings: Settings, secrets: LocalSecrets): Environment {
  return {
    OIDC_ISSUER: localIssuer(settings),
    OIDC_CLIENT_ID: "steward",
    OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    STEWARD_LOCAL_IDENTITY: "yes",
    STEWARD_ADMINS: source.STEWARD_ADMINS || "admin@demo.example",
  };
}

/** Where Auth.js is called back; `IDENTITY_REDIRECT_URIS` adds more, for tests. */
function redirectUris(source: Environment, { url }: Settings): string[] {
  const more = (source.IDENTITY_REDIRECT_URIS ?? "").split(",").filter((uri) => uri !== "");
  return [`${url}/api/auth/callback/oidc`, ...more];
}

/** The launcher's own environment without the owner's connection and what npm adds. */
export function withoutOwner(source: Environment): Environment {
  const kept = Object.entries(source).filter(([name]) => name !== "DATABASE_URL" && !/^PG[A-Z]+$/.test(name));
  return Object.fromEntries(kept.filter(([name]) => !name.startsWith("npm_")));
}
