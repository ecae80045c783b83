import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractSecrets, findSecrets } from "#lib/discovery/find-secrets.ts";
import type { DeclaredServer } from "#lib/discovery/model.ts";
import { carriesSecret } from "#lib/inventory/plain-secret.ts";

// Samples are put together here, so that no scanner of this repository takes them for real ones.
const SAMPLES: Record<string, string> = {
  github: `ghp${"_"}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8`,
  aws: `AKIA${"QW4RTZ7XPLM3N5BV"}`,
  awsSecret: `q8Zr/K7MDENG+bPxRfiCYzT5uV6wX${"9yA2bC4dE6f"}`,
  stripe: `sk${"_live_"}4eC39HqLyjWDarjtT1zdp7dc`,
  openai: `sk${"-proj-"}Ab3dEf6hIj9kLm2nOp5qRs8tUv1w`,
  anthropic: `sk${"-ant-"}api03-Zx9yW8vU7tS6rQ5pO4nM3lK2`,
  slack: `xoxb${"-"}123456789012-123456789012-AbCdEfGhIjKlMnOpQrStUvWx`,
  jwt: ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJzdGV3YXJkIn0", "s3Cr3tS1gn4tureV4lue"].join("."),
  pem: ["-----BEGIN PRIVATE", "KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END PRIVATE", "KEY-----"].join(
    " ",
  ),
  generic: "Tr0ub4dor-and-3more",
  signs: "a0_=AA00-/my+aA/",
};

const PLACEHOLDERS = [
  "",
  "YOUR_KEY",
  "YOUR_BRAVE_API_KEY",
  "<TOKEN>",
  "<your token>",
  "${VAR}",
  "$VAR",
  "${input:x}",
  "${env:TOKEN}",
  "{{x}}",
  "{env:TOKEN}",
  "%TOKEN%",
  "[REDACTED]",
  "xxxx",
  "sk-xxxxxxxxxxxx",
  "ghp_xxxxxxxxxxxxxxxxxxxx",
  "changeme",
  "your-api-key-here",
  "...",
  "sk-...",
  "********",
  "Bearer ${TOKEN}",
  "Bearer YOUR_TOKEN",
  "true",
  "/run/secrets/token",
  "./token.txt",
  "insert-key-here",
  "my-api-key",
  "yourapikey",
  `AKIA${"IOSFODNN7EXAMPLE"}`,
  "op://vault/item/field",
  "$(cat ~/token)",
  "${TOKEN:-}",
];

const fingerprint = (value: string) => createHash("sha256").update(value).digest("hex").slice(0, 16);

describe("extractSecrets", () => {
  it.each(PLACEHOLDERS)("does not take the placeholder %j for a secret", (value) => {
    const declared = server({
      env: { API_KEY: value },
      headers: { Authorization: value },
      args: ["--token", value, `--api-key=${value}`],
    });
    expect(extractSecrets(declared, fingerprint).secrets).toEqual([]);
  });

  it.each([
    ["LOG_LEVEL", "debug"],
    ["MAX_TOKENS", "4096"],
    ["TOKEN_URL", "https://a.example.com/token"],
    ["NODE_OPTIONS", "--max-old-space-size=4096"],
    ["AWS_REGION", "eu-central-1"],
    ["PUBLIC_KEY", "abcdefgh"],
    ["KEY_ID", "abcdefgh12"],
    ["AUTH_METHOD", "bearer"],
    ["API_URL", "http://localhost:3000"],
  ])("keeps the plain setting %s=%s", (name, value) => {
    const result = extractSecrets(server({ env: { [name]: value } }), fingerprint);
    expect(result.secrets).toEqual([]);
    if (name !== "KEY_ID") expect(result.server.env[name]).toBe(value);
  });

  it.each([
    ["--token X", { args: ["--token", "§"] }, "args[1]", "access-token"],
    ["--token=X", { args: ["--token=§"] }, "args[0]", "access-token"],
    ["a header argument", { args: ["-H", "Authorization: Bearer §"] }, "args[1]", "bearer-token"],
    ["a header argument without space", { args: ["--header", "X-API-Key:§"] }, "args[1]", "api-key"],
    ["docker -e", { args: ["run", "-e", "API_KEY=§", "img"] }, "args[2]", "api-key"],
    ["a connection string", { args: ["postgres://app:§@db/x"] }, "args[0].userinfo", "password-in-url"],
    ["a shell line", { args: ["-c", "export DB_PASSWORD='§' && run"] }, "args[1]", "password"],
    ["a flag in a shell line", { args: ["-c", "serve --api-key § --port 1"] }, "args[1]", "api-key"],
    [
      "inline JSON in a variable",
      { env: { OPENAPI_MCP_HEADERS: '{"Authorization":"Bearer §"}' } },
      "env.OPENAPI_MCP_HEADERS.Authorization",
      "bearer-token",
    ],
    [
      "inline JSON in an argument",
      { args: ["--config", '{"a":[{"apiKey":"§"}]}'] },
      "args[1].a[0].apiKey",
      "api-key",
    ],
    [
      "JSON written as a JSON string",
      { args: ["--config", JSON.stringify(JSON.stringify({ apiKey: "§" }))] },
      "args[1].apiKey",
      "api-key",
    ],
    ["a query", { url: "https://a.example.com/mcp?x=1&api_key=§" }, "url.query.api_key", "api-key"],
    [
      "user and password of an address",
      { url: "https://me:§@a.example.com/mcp" },
      "url.userinfo",
      "password-in-url",
    ],
    ["a header", { headers: { "X-Functions-Key": "§" } }, "headers.X-Functions-Key", "api-key"],
    ["a variable", { env: { dbPassword: "§" } }, "env.dbPassword", "password"],
    ["a fallback", { env: { API_KEY: "${API_KEY:-§}" } }, "env.API_KEY", "api-key"],
    ["an ADO connection string", { env: { DB: "Server=db;User Id=sa;Password=§;" } }, "env.DB", "password"],
  ])("finds an ordinary secret in %s", (_title, shape, place, kind) => {
    const secret = SAMPLES.generic ?? "";
    const declared: DeclaredServer = server(JSON.parse(JSON.stringify(shape).replaceAll("§", secret)));
    const result = extractSecrets(declared, fingerprint);
    expect(result.secrets).toEqual([
      { kind, place, lengthChars: secret.length, fingerprint: fingerprint(secret) },
    ]);
    expect(JSON.stringify(result)).not.toContain(secret);
  });

  it("reports a random value in a header of any name, but not in a variable, where it keeps the name only", () => {
    const random = "Qw3rTy7uIoP9aSdF2gHj5kLz";
    const result = extractSecrets(
      server({ env: { SEED: random }, headers: { "X-Acme": random } }),
      fingerprint,
    );
    expect(result.secrets.map((secret) => secret.place)).toEqual(["headers.X-Acme"]);
    expect(result.server.env).toEqual({ SEED: null });
  });

  it("takes a common word out where it is a password, and leaves it where it is a name", () => {
    const declared = server({ name: "postgres", args: ["postgresql://postgres:postgres@localhost/db"] });
    const result = extractSecrets(declared, fingerprint);
    expect(result.server.name).toBe("postgres");
    expect(result.server.args).toEqual(["postgresql://postgres:[secret: password-in-url]@localhost/db"]);
  });

  it("leaves no planted secret in any form in what it returns", () => {
    const secrets = fc.oneof(
      fc.constantFrom(...Object.values(SAMPLES)),
      fc.stringMatching(/^[A-Za-z0-9!+/=_][A-Za-z0-9!+/=_-]{3}[A-Z]{2}\d{2}[A-Za-z0-9!+/=_-]{8,24}$/),
    );
    fc.assert(
      fc.property(secrets, fc.constantFrom(...PLACES), fc.constantFrom(...FORMS), (secret, place, form) => {
        const result = extractSecrets(place(form(secret)), fingerprint);
        const output = JSON.stringify(result);
        expect(output).not.toContain(JSON.stringify(secret).slice(1, -1));
        expect(output).not.toContain(form(secret));
        expect(result.secrets.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("leaves no secret behind that stands a second time where no rule looks", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(SAMPLES)), fc.constantFrom(...FORMS), (secret, form) => {
        const declared = server({
          name: `n ${form(secret)}`,
          cwd: form(secret),
          autoApprove: [form(secret)],
          env: { A_TOKEN: secret, [form(secret)]: "1" },
        });
        const output = JSON.stringify(extractSecrets(declared, fingerprint));
        expect(output).not.toContain(JSON.stringify(form(secret)).slice(1, -1));
      }),
    );
  });
});

describe("findSecrets", () => {
  it("adds what secretlint's preset knows and our rules don't", async () => {
    const token = `sntrys${"_"}eyJpYXQiOjE2ODczMzY1NDMuNjk4NTksInVybCI6bnVsbCwicmVnaW9uX3VybCI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODAwMCIsIm9yZyI6InNlbnRyeSJ9_NzJkYzA3NzMyZTRjNGE2NmJlNjBjOWQxNGRjOTZiNmI`;
    const [result] = await findSecrets(
      [server({ args: [SAMPLES.github ?? "", `x ${SAMPLES.slack}`, token] })],
      fingerprint,
    );
    expect(result?.secrets.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(result)).not.toContain(SAMPLES.github);
    expect(JSON.stringify(result)).not.toContain(SAMPLES.slack);
  });

  it("handles 1,000 servers without growing out of hand", async () => {
    const servers = Array.from({ length: 1_000 }, (_, index) =>
      server({
        name: `s${index}`,
        args: ["-y", `pkg-${index}`, "--token", `Tr0ub4dor-${index}`],
        env: { API_KEY: `k3y-${index}-abcdef`, LOG: "debug" },
      }),
    );
    const startedMs = performance.now();
    const results = await findSecrets(servers, fingerprint);
    expect(results.flatMap((result) => result.secrets)).toHaveLength(2_000);
    expect(performance.now() - startedMs).toBeLessThan(50_000);
  });
});

const PLACES: Array<(value: string) => DeclaredServer> = [
  (value) => server({ args: ["--token", value] }),
  (value) => server({ args: [`--api-key=${value}`] }),
  (value) => server({ args: ["-H", `Authorization: Bearer ${value}`] }),
  (value) => server({ env: { ACME_API_KEY: value } }),
  (value) => server({ env: { HEADERS: JSON.stringify({ Authorization: `Bearer ${value}` }) } }),
  (value) => server({ headers: { Authorization: `Bearer ${value}` } }),
  (value) => server({ headers: { "X-Acme-Secret": value } }),
  (value) => server({ url: `https://a.example.com/mcp?token=${encodeURIComponent(value)}` }),
  (value) => server({ args: ["--config", JSON.stringify({ nested: { clientSecret: value } })] }),
];

const FORMS: Array<(value: string) => string> = [
  (value) => value,
  (value) => encodeURIComponent(value),
  (value) => Buffer.from(value).toString("base64"),
  (value) => Buffer.from(value).toString("base64url"),
];

function server(shape: Partial<DeclaredServer>): DeclaredServer {
  return {
    name: "acme",
    transport: shape.url ? "streamable_http" : "stdio",
    disabled: false,
    autoApprove: [],
    disabledTools: [],
    ...shape,
  };
}

describe("a file made to keep the process busy", () => {
  const many = (count: number) =>
    Array.from({ length: 12 }, (_, arg) =>
      Array.from(
        { length: count },
        (_, index) => `token=s${String(arg * count + index).padStart(5, "Q")}x1; `,
      ).join(""),
    );

  it("remembers a hundred secrets of a server with thousands, and keeps no text of it", async () => {
    const hostile = server({ args: [...many(240), "sQQQQ7x1"], env: { LOG_LEVEL: "debug" } });
    const [extraction] = await findSecrets([hostile], (value) => value);
    expect(extraction?.secrets).toHaveLength(100);
    expect(extraction?.server.args).toEqual(Array.from({ length: 13 }, () => "[value not kept]"));
    expect(JSON.stringify(extraction?.server)).not.toMatch(/Q\d*x1|LOG_LEVEL/);
  });
});

describe("what is left of a command line", () => {
  it.each([
    ["npx", ["--token", "Summer2024xyz"]],
    ["npx", ["-y", "x", "--password=hunter2"]],
    ["mysql", ["-uroot", "-phunter22"]],
    ["curl", ["-u", "me:Summer2024xyz"]],
    ["sh", ["-c", "TOKEN=abcd1234efgh node x"]],
    ["x", ["--password", "correct", "horse"]],
    ["x", ["--header", "Authorization: Bearer abcdefgh1234"]],
    ["x", ['{"password":"Summer2024xyz"}']],
    ["docker", ["run", "-e", "API_KEY=abcdefgh12345678", "image"]],
    ["x", ["https://u:p4ssw0rdx@h/x?token=abcdef123456"]],
  ])("is what the form for a connection takes too: %s %j", (command, args) => {
    expect(carriesSecret([command, ...args])).toBe(true);
    const { server: safe } = extractSecrets(server({ command, args }), (value) => value);
    expect(carriesSecret([safe.command ?? "", ...(safe.args ?? [])])).toBe(false);
  });
});
