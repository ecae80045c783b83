import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { extractSecrets, findSecrets } from "#lib/discovery/find-secrets.ts";
import { mergeSightings } from "#lib/discovery/merge-sightings.ts";
import { type Sighting, toSlug } from "#lib/discovery/model.ts";
import { readClientFile } from "#lib/discovery/read-client-file.ts";
import { configurationRisks } from "#lib/inventory/configuration-risks.ts";

const fingerprint = (value: string) => `f${value.length}`;

describe("mergeSightings", () => {
  it("makes one candidate of one server seen by several clients, with different secrets", () => {
    const candidates = mergeSightings([
      ...sightings(
        ".cursor/mcp.json",
        '{"mcpServers":{"gh":{"command":"npx","args":["-y","@acme/gh"],"env":{"GH_TOKEN":"abcdef1234"}}}}',
      ),
      ...sightings(
        ".vscode/mcp.json",
        '{"servers":{"github":{"command":"npx","args":["-y","@acme/gh@1.0.0"],"env":{"GH_TOKEN":"zyxwvu98765"}}}}',
      ),
      ...sightings(".codex/config.toml", '[mcp_servers.github]\ncommand = "bunx"\nargs = ["@acme/gh"]\n'),
    ]);
    expect(candidates).toHaveLength(1);
    expect(candidates[0]).toMatchObject({
      identityKey: "npm:@acme/gh",
      name: "github",
      slug: "github",
      environment: "unknown",
      clients: ["cursor", "vscode", "codex"],
      environmentNames: ["GH_TOKEN"],
    });
    expect(candidates[0]?.secrets).toHaveLength(2);
    expect(candidates[0]?.sightings).toHaveLength(3);
  });

  it("gives different servers of one name slugs of their own", () => {
    const files = ["a", "b", "c"].map((host) =>
      sightings("m.json", `{"mcpServers":{"x/My Server":{"url":"https://${host}.example.com"}}}`),
    );
    expect(mergeSightings(files.flat()).map((candidate) => candidate.slug)).toEqual([
      "my-server",
      "my-server-2",
      "my-server-3",
    ]);
  });

  it.each([
    ["openaiDeveloperDocs", "openai-developer-docs"],
    ["Ünïcode!", "unicode"],
    ["你好", "server"],
    ["a".repeat(99), "a".repeat(60)],
  ])("slug of %s", (name, slug) => {
    expect(toSlug(name)).toBe(slug);
  });
});

describe("configurationRisks", () => {
  it.each([
    ['{"command":"npx","args":["-y","a"]}', ["unpinned_package"]],
    ['{"command":"npx","args":["-y","a@^1.0.0"]}', ["unpinned_package"]],
    ['{"command":"npx","args":["-y","a@1.0.0"]}', []],
    ['{"command":"docker","args":["run","a:latest"]}', ["unpinned_package"]],
    ['{"command":"docker","args":["run","-v","/:/host","a:1.2.0"]}', ["whole_home_access"]],
    ['{"command":"npx","args":["a@1.0.0","/Users/me"]}', ["whole_home_access"]],
    ['{"command":"npx","args":["a@1.0.0","/Users/me/notes"]}', []],
    ['{"command":"npx","args":["a@1.0.0","--root=/"]}', ["whole_home_access"]],
    ['{"command":"npx","args":["a@1.0.0","--base-path=/"]}', []],
    ['{"command":"npx","args":["a@1.0.0","/root"]}', ["whole_home_access"]],
    ['{"command":"npx","args":["a@1.0.0","/root/.aws"]}', []],
    ['{"command":"npx","args":["dotenv-cli","--","npx","a@1.0.0"]}', ["unpinned_package"]],
    ['{"command":"npx","args":["dotenv-cli@11.0.0","--","npx","a@1.0.0"]}', []],
    ['{"command":"bash","args":["-lc","x"]}', ["shell_wrapper"]],
    ['{"command":"cmd","args":["/c","npx","a@1.0.0"]}', []],
    ['{"command":"x","alwaysAllow":["read_file","delete_entities"]}', ["auto_approves_high_impact"]],
    ['{"command":"x","alwaysAllow":["read_file","searchNodes"]}', []],
    ['{"command":"x","trust":true}', ["auto_approves_high_impact"]],
    ['{"url":"http://a.example.com/mcp"}', ["plain_http"]],
    ['{"url":"http://127.0.0.1:8080/mcp"}', []],
    ['{"url":"https://a.example.com/sse"}', ["deprecated_transport"]],
    ['{"url":"https://a.example.com/mcp?token=abcdef123456"}', ["token_in_url"]],
    ['{"url":"https://a.example.com/mcp?token=${TOKEN}"}', ["token_in_url"]],
  ])("%s", (entry, expected) => {
    const [sighting] = sightings("mcp.json", `{"mcpServers":{"s":${entry}}}`);
    expect(sighting && configurationRisks(sighting.server).map((risk) => risk.id)).toEqual(expected);
  });
});

// A folder of real client files can be checked as well; it is not part of the project.
const outsideFolder = process.env.STEWARD_OUTSIDE_DATA;

describe.skipIf(!outsideFolder)("real client files", () => {
  it("are all read, without inventing a secret", async () => {
    const folder = join(outsideFolder ?? "", "mcp-configs");
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      /\.(?:json|toml|yaml)$/.test(path),
    );
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      const result = readClientFile(path, readFileSync(join(folder, path), "utf8"));
      expect(result).toMatchObject({ ok: true });
      if (result.ok)
        expect((await findSecrets(result.servers, fingerprint)).flatMap((found) => found.secrets)).toEqual(
          [],
        );
    }
  });
});

function sightings(path: string, content: string): Sighting[] {
  const result = readClientFile(path, content);
  if (!result.ok) throw new Error(result.reason);
  return result.servers.map((server) => ({
    machine: "",
    client: result.client,
    path,
    ...extractSecrets(server, fingerprint),
  }));
}
