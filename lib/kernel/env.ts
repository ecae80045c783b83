import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { isTimeZone } from "./time-zone.ts";

const flag = z
  .enum(["0", "1", "yes", "no", "true", "false"])
  .transform((v) => ["1", "yes", "true"].includes(v));

const logLevelSchema = z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info");

const SENDER = /^(?:[^<>\p{Cc}]{1,100}<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/u;

const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  /** The application role's connection. The owner's DATABASE_URL is for migrations and never read here. */
  DATABASE_APP_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: "must be a postgres:// URL of the role steward_app",
  }),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  /** 32 or more characters; keys the credential fingerprints and the sign-in cookies. */
  STEWARD_SECRET: z.string().min(32, "must have at least 32 characters"),
  STEWARD_URL: z.url("must be the URL people open, such as https://steward.example.com"),
  STEWARD_ORGANIZATION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "must be lower-case letters, digits and dashes")
    .default("main"),
  /** Lower-case e-mail addresses that become administrators when they first sign in. */
  STEWARD_ADMINS: z
    .string()
    .default("")
    .transform((v) =>
      v
        .split(",")
        .map((s) => s.trim().toLowerCase())
        .filter(Boolean),
    ),
  STEWARD_DEMO: flag.default(false),
  /** host:port, CIDR or "loopback", comma-separated: addresses Steward may reach although they are private. */
  STEWARD_ALLOW_PRIVATE: z
    .string()
    .default("")
    .transform((v) =>
      v
        .split(",")
        .map((s) => s.trim())
        .filter(Boolean),
    ),
  /** Where the commands that introspection may run are found; this process's own PATH unless set. */
  STEWARD_COMMAND_PATH: z.string().default(process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin"),
  /** Where introspected packages (npx, uvx) are kept between looks. */
  STEWARD_PACKAGE_CACHE: z.string().default(join(process.env.STEWARD_DATA_DIR ?? tmpdir(), "package-cache")),
  STEWARD_LOCAL_IDENTITY: flag.default(false),
  OIDC_ISSUER: z.url("must be the identity provider's issuer URL"),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
  /** Accept e-mail addresses from a provider that never says `email_verified` (Entra ID, for one). */
  OIDC_TRUST_EMAIL: flag.default(false),
  /** The mail server, `smtp://user:password@host:587` or `smtps://...:465`. Without it no e-mail is sent. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be smtp://host:port or smtps://host:port" })
    .optional(),
  /** Who e-mails come from: an address, or `Name <address>`. */
  SMTP_FROM: z
    .string()
    .max(200)
    .regex(SENDER, "must be an e-mail address, or a name and the address in angle brackets")
    .optional(),
  /** Whether the connection must turn to TLS (smtp://), may, or stays as it is. smtps:// is TLS from the start. */
  SMTP_TLS: z.enum(["required", "offered", "off"]).default("required"),
  /** Of digests and days out of office, for people who chose none: an IANA name such as Europe/Berlin. */
  STEWARD_TIME_ZONE: z
    .string()
    .refine(isTimeZone, "must be an IANA time zone, such as Europe/Berlin")
    .default("UTC"),
  DECISIONS_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  DECISIONS_HOST: z.string().default("127.0.0.1"),
  /** Milliseconds without an answer of the database after which every decision is no. */
  DECISIONS_STALE_MS: z.coerce.number().int().min(500).max(60_000).default(5_000),
  /** Servers, tools, consumers and grants that a decisions process holds before it lets organizations go. */
  DECISIONS_ROWS_MAX: z.coerce.number().int().min(1_000).max(50_000_000).default(2_000_000),
  LOG_LEVEL: logLevelSchema,
});

const schema = settings.superRefine(({ SMTP_URL, SMTP_FROM, SMTP_TLS }, { addIssue }) => {
  if (SMTP_URL === undefined) return;
  const say = (name: string, message: string) => addIssue({ code: "custom", path: [name], message });
  if (SMTP_FROM === undefined) say("SMTP_FROM", "is needed with SMTP_URL");
  const { protocol, password, hostname } = new URL(SMTP_URL);
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (password !== "" && protocol === "smtp:" && SMTP_TLS !== "required" && !isHere)
    say("SMTP_TLS", "must be required: SMTP_URL has a password, which would travel in the clear");
});

export type Env = z.output<typeof schema>;

let cached: Env | undefined;

/**
 * The settings of this process, checked once. Throws one error that lists every problem, so that an operator fixes
 * them in one go.
 */
export function env(): Env {
  if (cached === undefined) {
    cached = parseEnv(process.env);
    // Auth.js reads its own origin from here and nowhere else.
    process.env.NEXTAUTH_URL = cached.STEWARD_URL;
  }
  return cached;
}

/** Values that may stand nowhere outside this process, such as in what an introspected server says. */
export function ownSecrets(): string[] {
  const { STEWARD_SECRET, OIDC_CLIENT_SECRET, DATABASE_APP_URL, SMTP_URL } = env();
  const passwords = [DATABASE_APP_URL, ...(SMTP_URL === undefined ? [] : [SMTP_URL])].flatMap((url) => {
    const { password } = new URL(url);
    return password === "" ? [] : [url, password, decodeURIComponent(password)];
  });
  return [STEWARD_SECRET, OIDC_CLIENT_SECRET, DATABASE_APP_URL, ...passwords].filter((value) => value !== "");
}

/** What the log needs before the settings are known to be good, so that it can say that they are not. */
export function logSettings(source: Record<string, string | undefined> = process.env) {
  const level = logLevelSchema.safeParse(source.LOG_LEVEL || undefined);
  return { level: level.data ?? "info", processName: source.STEWARD_PROCESS || "web" };
}

/** Checks a set of settings. Values are never quoted in the error: they may be secrets. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return `  ${name} ${present[name] === undefined ? "is not set" : issue.message}`;
  });
  throw new Error(
    `Steward cannot start; ${problems.length} setting(s) need attention:\n${problems.join("\n")}`,
  );
}

const CERTIFICATES = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"];

/** Where this machine keeps certificate authorities of its own: what a package launcher needs behind a proxy. */
export function certificateSettings(): Record<string, string> {
  return Object.fromEntries(
    CERTIFICATES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}
