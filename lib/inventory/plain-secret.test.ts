import { describe, expect, it } from "vitest";
import { addCredentialInput } from "./credential-input.ts";
import { addConsumerInput, addScopeInput, disableToolInput, registerServerInput } from "./input.ts";
import { carriesSecret, textCarriesSecret } from "./plain-secret.ts";

// Put together here, so that no scanner of this repository takes them for real ones.
const GITHUB = `ghp${"_"}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8`;
const HUGGING_FACE = `hf${"_"}aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH`;
const OWN = `stw${"_"}${"aB3-xY_9".repeat(5)}abc`;
const WEBHOOK = `whsec${"_"}${"aB3+xY/9".repeat(5)}abc=`;
const VALUE = "9f8a7b6c5d4e3f2a";

describe("a command line with a credential in it", () => {
  it.each([
    [["serve", `--dsn=postgres://app:${VALUE}@db.example/app`]],
    [["mcp-remote", "https://x.example/mcp", "--header", `Authorization: Bearer ${VALUE}`]],
    [["curl", "-H", `X-Api-Key: ${VALUE}`]],
    [["docker", "run", "-e", `GITHUB_PERSONAL_ACCESS_TOKEN=${VALUE}`, "img"]],
    [["env", `API_KEY=${VALUE}`, "serve"]],
    [["serve", GITHUB]],
    [[`/opt/${GITHUB}/run`]],
    [["serve", `{"apiKey":"${VALUE}"}`]],
    [["serve", JSON.stringify(JSON.stringify({ apiKey: VALUE }))]],
    [["serve", btoa(`{"apiKey":"${VALUE}"}`)]],
    [["serve", HUGGING_FACE]],
    [["serve", OWN]],
    [["serve", WEBHOOK]],
    [["serve", "--key", VALUE]],
    [["curl", "-u", "me:pw1"]],
    [["serve", "https://a1b2c3d4e5f6@x.example/mcp"]],
    [["serve", `https://x.example/mcp?key=${VALUE}`]],
    [["serve", `https://x.example/api?code=${VALUE}&sig=${VALUE}`]],
    [["serve", `https://hooks.slack.com/services/T00000000/B00000000/${VALUE}`]],
    [["serve", `https://hooks.zapier.com/hooks/catch/123456/${VALUE}`]],
  ])("%j is refused", (words) => expect(carriesSecret(words)).toBe(true));

  it.each([
    [["npx", "-y", "@acme/x@1.0.0", "--key", "${KEY}"]],
    [["serve", "--token", "[secret: access-token]"]],
    [["serve", "postgres://app:[secret: password-in-url]@db.example/app"]],
    [["serve", "--header", "Authorization: Bearer [secret: bearer-token]"]],
    [["serve", "--seed", "[value not kept]"]],
    [["docker", "run", "-e", "API_KEY", "-p", "8080:8080", `ghcr.io/acme/x@sha256:${"0a".repeat(32)}`]],
    [["serve", "--api-key-file", "/run/secrets/key"]],
  ])("%j is welcome", (words) => expect(carriesSecret(words)).toBe(false));
});

describe("a sentence", () => {
  it.each([
    `Use the token ${GITHUB} until June`,
    `Password: hunter2`,
    `call it with API_KEY=${VALUE}`,
    `Authorization: Bearer ${VALUE}`,
    `env API_KEY=${VALUE}`,
  ])("%j is refused", (text) => expect(textCarriesSecret(text)).toBe(true));

  it.each([
    "It uses an API key kept in Vault",
    "Uses Basic Authentication, then Bearer Tokens are rotated",
    "Password: kept in the team's vault. Token: read from env GITHUB_TOKEN",
    "secret:prod/payments, or Secret: kv/payments",
    "Project key: PAY-1234; renewed 2026-11-22",
    "Basic support/24x7 for tier-1",
    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/db",
    "Reads issues at https://github.com/acme/desk?tab=readme and mails ops@acme.example",
    "GITHUB_TOKEN",
    "op://vault/github/token",
  ])("%j is welcome", (text) => expect(textCarriesSecret(text)).toBe(false));
});

describe("no field of the inventory takes a credential", () => {
  const server = {
    name: "Desk",
    purpose: "Answers tickets",
    environment: "development",
    ownerId: crypto.randomUUID(),
    transport: "stdio",
    command: "npx",
    args: ["-y", "@acme/desk@1.0.0"],
  };
  const credential = { serverId: server.ownerId, name: "Key", kind: "api_key", keptIn: "secret_manager" };

  it.each([
    [registerServerInput, server, ["name", "purpose", "team", "command", "packageName", "packageVersion"]],
    [addCredentialInput, credential, ["name", "issuer", "place"]],
    [addScopeInput, { serverId: server.ownerId, name: "read", breadth: "narrow" }, ["name", "system"]],
    [addConsumerInput, { name: "Agent", kind: "agent" }, ["name"]],
    [disableToolInput, { toolId: server.ownerId, reason: "Nobody needs it now" }, ["reason"]],
  ])("%#", (schema, good, fields) => {
    expect(schema.safeParse(good).error?.issues ?? []).toEqual([]);
    for (const field of fields) {
      const parsed = schema.safeParse({ ...good, [field]: `env API_KEY=${VALUE}` });
      expect([field, parsed.error?.issues[0]?.message]).toEqual([
        field,
        expect.stringContaining("looks like a credential"),
      ]);
    }
  });

  it("nor the command line as a whole", () => {
    const parsed = registerServerInput.safeParse({ ...server, command: "env", args: [`API_KEY=${VALUE}`] });
    expect(parsed.error?.issues[0]?.path).toEqual(["args"]);
  });
});
