import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { extractSecrets } from "#lib/discovery/find-secrets.ts";
import type { DeclaredServer } from "#lib/discovery/model.ts";
import { carriesSecret } from "#lib/inventory/plain-secret.ts";

const fingerprint = (value: string) => createHash("sha256").update(value).digest("hex").slice(0, 16);
// Put together here, so that no scanner of this repository takes it for a real one.
const GITHUB = `ghp${"_"}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8`;
const WORD = "Summer2024xyz";
const HEX_40 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

describe("a secret in disguise is found", () => {
  it.each<[Partial<DeclaredServer>, string]>([
    // What looks like a reference or a fill-in mark.
    [{ env: { TOKEN: `\${TOKEN-${WORD}}` } }, WORD],
    [{ env: { TOKEN: `\${TOKEN:-\${OTHER:-${WORD}}}` } }, WORD],
    [{ url: `https://h/mcp?token=\${TOKEN:-\${OTHER:-${WORD}}}` }, WORD],
    [{ headers: { Authorization: `Bearer \${TOKEN:-\${OTHER:-${WORD}}}` } }, WORD],
    [{ env: { ANY: `\${${GITHUB}}` } }, GITHUB],
    [{ env: { ANY: `{{${GITHUB}}}` } }, GITHUB],
    [{ env: { ANY: `$(echo ${GITHUB})` } }, GITHUB],
    [{ env: { DB_PASSWORD: `$(echo ${WORD})` } }, WORD],
    [{ url: `https://h/mcp?api_key=<${WORD}>` }, WORD],
    [{ headers: { Authorization: `Bearer <${WORD}>` } }, WORD],
    [{ args: ["--api-key", `<${WORD}>`] }, WORD],
    [{ env: { DB_PASSWORD: `[${WORD}]` } }, WORD],
    [{ env: { DB_PASSWORD: "(SummerRain)" } }, "SummerRain"],
    [{ env: { DB_PASSWORD: "hidden-dragon-42" } }, "hidden-dragon-42"],
    [{ args: ["--password", "sample-tiger-77"] }, "sample-tiger-77"],
    // What another part of the text swallowed.
    [{ command: "powershell", args: ["-Command", `$env:GITHUB_TOKEN='${WORD}'; npx foo`] }, WORD],
    [{ command: "powershell", args: ["-Command", `$Env:DB_PASSWORD = "${WORD}"; npx foo`] }, WORD],
    [{ args: ["--token", `%${WORD}%`] }, WORD],
    [{ command: "sh", args: ["-c", `run --opts db:password=${WORD}`] }, WORD],
    [{ args: [`--//registry.npmjs.org/:_authToken=${UUID}`] }, UUID],
    [{ args: ["--_password=U3VtbWVyMjAyNA=="] }, "U3VtbWVyMjAyNA"],
    [{ args: ["--config", '{"user":"admin","pw":"SummerRain!"}'] }, "SummerRain!"],
    [{ command: "sh", args: ["-c", "login --password 'Alpha Beta' x"] }, "Beta"],
    [{ cwd: `/home/u/password=${WORD}` }, WORD],
    // Addresses.
    [{ args: [`postgresql://svc:${WORD}@/db?host=/cloudsql/p:r:i`] }, WORD],
    [{ args: [`mysql://svc:${WORD}@:3306/db`] }, WORD],
    [{ url: "https://user:Summ/er2024xyz@h.example/mcp" }, "er2024xyz"],
    [{ args: [`svc:${WORD}@tcp(db:3306)/app`] }, WORD],
    [{ args: [`jdbc:oracle:thin:scott/${WORD}@//h:1521/s`] }, WORD],
    // Names and flags.
    [{ args: ["--pin", "482913"] }, "482913"],
    [{ env: { LOGIN_OTP: "4829" } }, "4829"],
    [{ args: ["--pw", "SummerRain"] }, "SummerRain"],
    [{ args: ["--seed-phrase", "abandon ability able about"] }, "ability"],
    [{ env: { MNEMONIC: "abandon ability able about" } }, "ability"],
    [{ args: ["--password", "-summer-rain"] }, "summer-rain"],
    [{ command: "sh", args: ["-c", `mysql -uroot -p${WORD} db`] }, WORD],
    [{ command: "sh", args: ["-c", `sshpass -p ${WORD} ssh h`] }, WORD],
    [{ command: "sh", args: ["-c", `echo ${WORD} | docker login --password-stdin`] }, WORD],
    // A header in several words.
    [{ args: ["--header", "Authorization:", WORD] }, WORD],
    [{ args: ["--header", "Authorization:", "Bearer", WORD] }, WORD],
    [{ args: ["--header", "Authorization:Bearer", WORD] }, WORD],
  ])("%j", (shape, secret) => {
    const result = extractSecrets(server(shape), fingerprint);
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(result.secrets.length).toBeGreaterThan(0);
  });
});

describe("what may be a secret is not kept", () => {
  it.each<[Partial<DeclaredServer>, string]>([
    [{ args: ["--header=X-Custom: hunter22"] }, "hunter22"],
    [{ args: ["-HX-Custom: hunter22"] }, "hunter22"],
    [{ args: ["--header", "X-Custom:", "hunter22"] }, "hunter22"],
    [{ args: ["--auth", "admin:hunterxx"] }, "hunterxx"],
    [{ command: "redis-mcp", args: ["-a", "hunterxx"] }, "hunterxx"],
    [{ command: "sqlplus", args: ["scott/tiger22@db"] }, "tiger22"],
    [{ url: `https://h.example/mcp/${HEX_40}/sse` }, HEX_40],
    [{ args: ["-t", HEX_40] }, HEX_40],
    [{ args: ["-k", HEX_40.repeat(2).slice(0, 64)] }, HEX_40],
    [{ url: `https://h.example/${UUID}/slack` }, UUID],
    [{ args: ["mcp-remote", `https://h.example/${UUID}/slack`] }, UUID],
    [{ env: { Zx9Qw3Er7Ty1Ui5Op0As8Df: "1" } }, "Zx9Qw3Er7Ty1Ui5Op0As8Df"],
    [{ headers: { Zx9Qw3Er7Ty1Ui5Op0As8Df: "1" } }, "Zx9Qw3Er7Ty1Ui5Op0As8Df"],
    [{ autoApprove: ["Zx9Qw3Er7Ty1Ui5Op0As8Df"] }, "Zx9Qw3Er7Ty1Ui5Op0As8Df"],
  ])("%j", (shape, secret) => {
    expect(JSON.stringify(extractSecrets(server(shape), fingerprint))).not.toContain(secret);
  });

  it("keeps names apart that are not kept", () => {
    const env = { Zx9Qw3Er7Ty1Ui5Op0As8Df: "1", Qw3rTy7uIoP9aSdF2gHj5kLz: "2" };
    expect(Object.values(extractSecrets(server({ env }), fingerprint).server.env)).toEqual(["1", "2"]);
  });
});

describe("what merely looks like one stays, and is not reported", () => {
  it.each<Partial<DeclaredServer>>([
    {
      env: { API_KEY: "${api-key}", A_TOKEN: "${MY-TOKEN}", B_TOKEN: "${TOKEN:-}", C_TOKEN: "${env:TOKEN}" },
    },
    {
      env: {
        API_KEY: "<API_KEY_1>",
        A_TOKEN: "<acme token>",
        B_TOKEN: "(optional)",
        C_TOKEN: "[your key]",
        D_TOKEN: "%api-key%",
      },
    },
    { env: { API_KEY: "secret-token-acl-optional", A_TOKEN: "fake-acme-token", PASSWORD: "hidden" } },
    { args: [`git+https://github.com/acme/x@${HEX_40}`, "--rev", HEX_40, `github:acme/x#${HEX_40}`] },
    { args: [`https://raw.githubusercontent.com/acme/x/${HEX_40}/a.json`] },
    { args: ["run", "-u", "1000:1000", "--pin", "17", "@scope/pkg@1.2", "owner/repo@v1"] },
    { args: ["https://unpkg.com:443/@acme/x@1.2", "arn:aws:secretsmanager:eu:1:secret:prod/database"] },
    { args: ["-v", "/run/token:/run/token", "--token", "--verbose"] },
    {
      args: [
        "--header",
        "X-Mode:",
        "fast",
        "--header=X-Mode: fast",
        "--header",
        "Authorization: Bearer ${T}",
      ],
    },
  ])("%j", (shape) => {
    const result = extractSecrets(server(shape), fingerprint);
    expect(result.secrets).toEqual([]);
    expect(result.server).toMatchObject(shape);
  });
});

describe("a typed-in command line in disguise", () => {
  it.each([
    [["serve", "--password", "-summer-rain"]],
    [["serve", `\${${GITHUB}}`]],
    [["powershell", "-Command", `$env:GITHUB_TOKEN='${WORD}'`]],
    [["mcp-remote", "https://h", "--header", "Authorization:", WORD]],
    [["serve", "--auth", "admin:hunterxx"]],
    [["serve", "--pin", "482913"]],
    [["mysql", "-uroot", `-p${WORD}`]],
  ])("%j is refused", (words) => expect(carriesSecret(words)).toBe(true));

  it.each([
    [["docker", "run", "-u", "1000:1000", "img"]],
    [["npx", "@scope/pkg@1.2", "--token", "<API_KEY_1>"]],
  ])("%j is welcome", (words) => expect(carriesSecret(words)).toBe(false));
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
