import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { extractSecrets, findSecrets, safePath } from "#lib/discovery/find-secrets.ts";
import type { DeclaredServer } from "#lib/discovery/model.ts";
import { readClientFile } from "#lib/discovery/read-client-file.ts";
import { carriesSecret } from "#lib/inventory/plain-secret.ts";

const RANDOM = "Qw3rTy7uIoP9aSdF2gHj5kLz";
const fingerprint = (value: string) => createHash("sha256").update(value).digest("hex").slice(0, 16);
const kept = (shape: Partial<DeclaredServer>) => extractSecrets(server(shape), fingerprint).server;

describe("what may be a credential, though no rule says so, is not kept", () => {
  it.each<Partial<DeclaredServer>>([
    { name: `acme ${RANDOM}` },
    { command: `/opt/${RANDOM}/run` },
    { cwd: `/srv/${RANDOM}` },
    { url: `https://a.example/mcp?s=${RANDOM.slice(0, 12)}` },
    { url: `https://a.example/mcp?${RANDOM.slice(0, 12)}` },
    { url: `https://a.example/mcp#${RANDOM.slice(0, 6)}` },
    { command: "mysql", args: ["-p", RANDOM.slice(0, 6)] },
    { command: "mysql", args: [`-p${RANDOM.slice(0, 6)}`] },
    { command: "curl", args: ["-u", `me:${RANDOM.slice(0, 2)}`] },
    { command: "x", args: ["--config", `${RANDOM.slice(0, 6)} `.repeat(1_000)] },
  ])("%j", (shape) => {
    const text = JSON.stringify(kept(shape));
    expect(text).toContain("[value not kept]");
    expect(text).not.toMatch(/Qw3rTy|:Qw/);
  });

  it.each<Partial<DeclaredServer>>([
    { url: "https://a.example/mcp?transport=sse&version=2&tenant=${TENANT}" },
    { command: "npx", args: ["-p", "@acme/tool@1.2", "tool"] },
    { command: "docker", args: ["run", "-p", "127.0.0.1:8080:80/tcp", "-u", "1000:1000", "-u", "me", "img"] },
    { command: "/opt/acme/bin/run", args: ["-port", "-p", "8080"], cwd: "/srv/acme" },
  ])("keeps what is plain: %j", (shape) => expect(kept(shape)).toMatchObject(shape));

  it("takes a token out of a file's path", () => {
    const token = `ghp${"_"}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8`;
    expect(safePath(`home/${token}/${RANDOM}/.cursor/mcp.json`, fingerprint)).toBe(
      "home/[secret: github-token]/[value not kept]/.cursor/mcp.json",
    );
  });
});

describe("a file whose server could not be registered", () => {
  it.each([
    { url: "javascript:alert(1)" },
    { url: "file:///etc/passwd" },
    { url: "https://a.example/\u0000" },
    { command: "x".repeat(9_000) },
    { command: "x", args: Array.from({ length: 60 }, () => "y".repeat(1_000)) },
  ])("leaves it out and says so: %#", (entry) => {
    const result = readClientFile(
      "mcp.json",
      JSON.stringify({ mcpServers: { bad: entry, good: { command: "x" } } }),
    );
    if (!result.ok) throw new Error(result.reason);
    expect(result.servers.map((one) => one.name)).toEqual(["good"]);
    expect(result.warnings.join(" ")).toMatch(/"bad".* left out/);
  });

  it("reads http, https and what begins with a reference", () => {
    const urls = ["http://localhost:1/mcp", "HTTPS://a.example/mcp", "${BASE}/mcp", "{{base}}/mcp"];
    const mcpServers = Object.fromEntries(urls.map((url, index) => [`s${index}`, { url }]));
    const result = readClientFile("mcp.json", JSON.stringify({ mcpServers }));
    expect(result.ok && result.servers.map((one) => one.url)).toEqual(urls);
  });
});

describe("hostile texts", () => {
  const HOSTILE = [
    "postgres://a:/",
    "postgres://",
    "-u=",
    "-u====",
    "=",
    "Bearer x-----",
    "Bearer Abcdef123 ",
    "a='b ",
    "key='b ",
    "--key ",
    "a.",
    ".~",
    "a%",
    "%20",
    "eyJaaaaaaaaaa-",
    "a://b:@",
    "?a=",
    "${",
    "${a:-",
    "$(echo ",
    "mysql -p",
    "redis-cli -",
    "echo x|",
    "a:b@",
    "a/b@",
    "https://a:b/",
    "((",
    "key:",
    "-----BEGIN PRIVATE KEY-----",
    "x",
  ];

  it("are searched in no more time than their length asks", async () => {
    const texts = HOSTILE.map((text) => text.repeat(10_000 / text.length));
    // Once before, so that only the search is timed.
    await findSecrets([server({ args: texts.map((text) => text.slice(0, 50)) })], fingerprint);
    const startedMs = performance.now();
    for (const text of texts) extractSecrets(server({ args: [text.slice(0, 4_000)] }), fingerprint);
    extractSecrets(server({ args: texts }), fingerprint);
    carriesSecret(texts);
    // A tenth of a second when nothing else runs; a search that backtracks would not come to its end in hours.
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  });
});

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
