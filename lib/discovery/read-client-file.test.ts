import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReadResult, readClientFile } from "#lib/discovery/read-client-file.ts";

type Expected = { client: string; server: Record<string, unknown> };

const FILES: Array<[title: string, path: string, content: string, expected: Expected]> = [
  [
    "Claude Desktop",
    "Library/Application Support/Claude/claude_desktop_config.json",
    '{"mcpServers":{"files":{"command":"npx","args":["-y","@acme/files@1.2.3","/srv"],"env":{"A":"1"}}}}',
    {
      client: "claude-desktop",
      server: {
        name: "files",
        transport: "stdio",
        env: { A: "1" },
        package: { registry: "npm", name: "@acme/files", version: "1.2.3" },
      },
    },
  ],
  [
    "Claude Code, per project",
    ".claude.json",
    '{"projects":{"/x":{"mcpServers":{"docs":{"type":"http","url":"https://docs.example.com/mcp"}}}}}',
    {
      client: "claude-code",
      server: { name: "docs", transport: "streamable_http", url: "https://docs.example.com/mcp" },
    },
  ],
  [
    "Cursor, nested transport",
    ".cursor/mcp.json",
    '{"mcpServers":{"f":{"transport":{"type":"sse","url":"http://127.0.0.1:1/x"}}}}',
    { client: "cursor", server: { transport: "sse", url: "http://127.0.0.1:1/x" } },
  ],
  [
    "VS Code, comments and trailing commas",
    ".vscode/mcp.json",
    '{ // mine\n "servers": {"t":{"type":"stdio","command":"docker","args":["run","-i","--rm","-e","T","Acme/T:1.0",],},}, "inputs": [] }',
    { client: "vscode", server: { name: "t", package: { registry: "oci", name: "acme/t", version: "1.0" } } },
  ],
  [
    "Windsurf",
    "mcp_config.json",
    '{"mcpServers":{"s":{"serverUrl":"https://s.example.com/sse"}}}',
    { client: "windsurf", server: { transport: "sse", url: "https://s.example.com/sse" } },
  ],
  [
    "Cline",
    "cline_mcp_settings.json",
    '{"mcpServers":{"c":{"command":"node","args":["/a.js"],"disabled":true,"autoApprove":["read"]}}}',
    { client: "cline", server: { disabled: true, autoApprove: ["read"] } },
  ],
  [
    "Roo",
    ".roo/mcp.json",
    '{"mcpServers":{"r":{"command":"uvx","args":["--from","Acme_Tool==2.0","tool"],"alwaysAllow":["*"],"disabledTools":["x"]}}}',
    {
      client: "roo",
      server: {
        autoApprove: "all",
        disabledTools: ["x"],
        package: { registry: "pypi", name: "acme-tool", version: "2.0" },
      },
    },
  ],
  [
    "Kiro",
    ".kiro/settings/mcp.json",
    '{"mcpServers":{"k":{"command":"k"}}}',
    { client: "kiro", server: { command: "k", args: [] } },
  ],
  [
    "Gemini",
    ".gemini/settings.json",
    '{"theme":"x","mcpServers":{"g":{"httpUrl":"https://g.example.com/mcp","trust":true}}}',
    { client: "gemini", server: { transport: "streamable_http", autoApprove: "all" } },
  ],
  [
    "Codex",
    ".codex/config.toml",
    '[mcp_servers.x]\nurl = "https://x.example.com/mcp"\nbearer_token_env_var = "X_TOKEN"\nenabled = false\nenv_vars = ["Y"]\n',
    {
      client: "codex",
      server: { disabled: true, headers: { Authorization: `Bearer \${X_TOKEN}` }, env: { Y: `\${Y}` } },
    },
  ],
  [
    "Zed, older command object",
    ".zed/settings.json",
    '{"context_servers":{"z":{"command":{"path":"z-server","args":["--stdio"],"env":{"B":"2"}}}}}',
    { client: "zed", server: { command: "z-server", args: ["--stdio"], env: { B: "2" } } },
  ],
  [
    "Continue",
    ".continue/config.yaml",
    "name: x\nmcpServers:\n  - name: c\n    command: npx\n    args: [-y, acme-c]\n",
    {
      client: "continue",
      server: { name: "c", package: { registry: "npm", name: "acme-c", version: null } },
    },
  ],
  [
    "opencode",
    "opencode.json",
    '{"mcp":{"o":{"type":"local","command":["bun","x","acme-o"],"environment":{"E":"v"},"enabled":true}}}',
    {
      client: "opencode",
      server: {
        command: "bun",
        args: ["x", "acme-o"],
        env: { E: "v" },
        package: { registry: "npm", name: "acme-o", version: null },
      },
    },
  ],
  [
    "Crush",
    "crush.json",
    '{"mcp":{"h":{"type":"http","url":"https://h.example.com/mcp","disabled_tools":["d"]}}}',
    { client: "crush", server: { transport: "streamable_http", disabledTools: ["d"] } },
  ],
  [
    "Goose",
    ".config/goose/config.yaml",
    "extensions:\n  developer:\n    type: builtin\n    enabled: true\n  mine:\n    type: stdio\n    cmd: uvx\n    args: [acme-g]\n    env_keys: [G_TOKEN]\n    enabled: false\n",
    {
      client: "goose",
      server: { name: "mine", disabled: true, env: { G_TOKEN: `\${G_TOKEN}` }, command: "uvx" },
    },
  ],
  [
    "registry, 2025-12-11",
    "server.json",
    '{"$schema":"https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json","name":"io.github.acme/r","version":"1.0.0","packages":[{"registryType":"npm","identifier":"@acme/r","version":"1.0.0","transport":{"type":"stdio"},"environmentVariables":[{"name":"K","isSecret":true}]}]}',
    {
      client: "registry",
      server: {
        name: "io.github.acme/r",
        env: { K: `\${K}` },
        package: { registry: "npm", name: "@acme/r", version: "1.0.0" },
      },
    },
  ],
  [
    "registry, older",
    "x.json",
    '[{"name":"io.github.acme/o","packages":[{"registry_name":"pypi","name":"acme_o","version":"0.1","environment_variables":[]}]}]',
    {
      client: "registry",
      server: { command: "uvx", package: { registry: "pypi", name: "acme-o", version: "0.1" } },
    },
  ],
];

describe("readClientFile", () => {
  it.each(FILES)("reads %s", (_title, path, content, expected) => {
    const result = readOk(path, content);
    expect(result.client).toBe(expected.client);
    expect(result.servers).toHaveLength(1);
    expect(result.servers[0]).toMatchObject(expected.server);
  });

  it.each([
    ["JSON", "settings.json", '{"theme":"dark"}'],
    ["TOML", "config.toml", 'model = "x"\n'],
    ["YAML", "config.yaml", "models:\n  - name: x\n"],
    ["an empty file", "mcp.json", ""],
  ])("accepts %s without servers and says so", (_title, path, content) => {
    const result = readOk(path, content);
    expect(result.servers).toEqual([]);
    expect(result.warnings).toHaveLength(1);
  });

  it.each([
    ["50 MB", "a.json", `{"a":"${"x".repeat(50_000_000)}"}`, /5 MB/],
    ["100,000 nested brackets", "a.json", "[".repeat(100_000), /nested deeper/],
    ["deep closed objects", "a.json", `${'{"a":'.repeat(500)}1${"}".repeat(500)}`, /nested deeper/],
    ["deep YAML brackets", "a.yaml", `a: ${"[".repeat(100_000)}`, /nested deeper/],
    ["deep YAML dashes", "a.yaml", `${"- ".repeat(10_000)}x`, /nested deeper/],
    ["deep TOML", "a.toml", `a = ${"[".repeat(10_000)}`, /TOML/],
    ["NUL bytes", "a.json", "{\u0000}", /NUL/],
    [
      "more than 1,000 servers",
      "a.json",
      JSON.stringify({
        mcpServers: Object.fromEntries(
          Array.from({ length: 1001 }, (_, index) => [`s${index}`, { command: "x" }]),
        ),
      }),
      /1,001 servers/,
    ],
    ["an alias bomb", "a.yaml", aliasBomb(), /repeats itself/],
    [
      "an alias inside its own anchor",
      "a.yaml",
      "mcpServers: {x: {command: y, args: &a [*a, *a]}}",
      /repeats itself/,
    ],
    ["an object inside itself", "a.yaml", "a: &a\n  b: *a\n  c: *a\n", /repeats itself/],
    ["more than 200,000 values", "a.json", `{"a":[${"1,".repeat(200_000)}1]}`, /200,000 values/],
  ])("refuses %s quickly, in words", (_title, path, content, reason) => {
    const startedMs = performance.now();
    const result = readClientFile(path, content);
    expect(result.ok).toBe(false);
    expect(result.ok ? "" : result.reason).toMatch(reason);
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  });

  it.each([
    ["a.json", '{"mcpServers": {"x": {"env": {"K": hunter2secret'],
    ["a.toml", 'k = hunter2secret"'],
    ["a.yaml", "a: b: hunter2secret: [\n\t- 'x"],
  ])("never quotes the content of a broken %s", (path, content) => {
    const result = readClientFile(path, content);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  it("gives the line of a syntax error", () => {
    expect(readClientFile("a.json", '{\n  "a": 1\n  "b": 2\n}')).toMatchObject({
      ok: false,
      reason: expect.stringContaining("line 3"),
    });
  });

  it("lets no reserved name reach a prototype", () => {
    const content =
      '{"mcpServers":{"__proto__":{"command":"evil"},"constructor":{"command":"evil"},"good":{"command":"x","env":{"__proto__":"p"}}}}';
    const result = readOk("mcp.json", content);
    expect(result.servers.map((server) => server.name)).toEqual(["good"]);
    expect(Object.keys(result.servers[0]?.env ?? {})).toEqual([]);
    expect(Reflect.get({}, "command")).toBeUndefined();
    expect(result.warnings.join(" ")).toContain("reserved name");
  });

  it("strips hidden characters and direction overrides from names", () => {
    const result = readOk(
      "mcp.json",
      JSON.stringify({ mcpServers: { "gi\u202ethub\u200b\u0007": { command: "x" } } }),
    );
    expect(result.servers[0]?.name).toBe("github");
  });

  it("accepts a byte-order mark, and warns of replacement characters and names written twice", () => {
    const result = readOk(
      "mcp.json",
      '\ufeff{"mcpServers":{"a\ufffd":{"command":"x"},"b":{"command":"y"},"b":{"command":"z"}}}',
    );
    expect(result.servers.map((server) => server.command)).toEqual(["x", "z"]);
    expect(result.warnings.join(" ")).toMatch(/UTF-8.*written twice/);
  });

  it("reads YAML with thousands of names, and refuses a name written twice without quoting it", () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `? k${index}`).join("\n");
    expect(readOk("a.yaml", names).servers).toEqual([]);
    const twice = readClientFile("a.yaml", "mcpServers:\n  hidden: {}\n  hidden: {}\n");
    expect(twice).toEqual({ ok: false, reason: expect.stringContaining("line 3") });
    expect(JSON.stringify(twice)).not.toContain("hidden");
  });

  it("leaves out a server with more arguments than a registered one may have", () => {
    const args = (count: number) => Array.from({ length: count }, (_, index) => `--a${index}`);
    const result = readOk(
      "mcp.json",
      JSON.stringify({
        mcpServers: {
          many: { command: "x", args: args(201) },
          long: { command: "c".repeat(1_001) },
          far: { url: `https://a.example/${"p".repeat(2_000)}` },
          most: { command: "x", args: args(200) },
        },
      }),
    );
    expect(result.servers.map((server) => server.name)).toEqual(["most"]);
    expect(result.warnings.join(" ")).toContain("more than 200 arguments");
  });

  it("leaves out texts that are too long, and entries that declare nothing", () => {
    const content = JSON.stringify({
      mcpServers: { a: { command: "x", args: ["y".repeat(10_001)] }, b: {}, c: "no", d: { command: 7 } },
    });
    const result = readOk("mcp.json", content);
    expect(result.servers.map((server) => server.args)).toEqual([["[left out: too long]"]]);
    expect(result.warnings).toHaveLength(4);
  });

  it("warns of an input that VS Code can never ask for", () => {
    const result = readOk(
      ".vscode/mcp.json",
      '{"inputs":[{"id":"a"}],"servers":{"s":{"command":"x","args":["${input:a}","${input:b}"]}}}',
    );
    expect(result.warnings).toEqual([
      'The server "s" asks for the input "b", which the file doesn\'t declare.',
    ]);
  });

  it("never throws, whatever the text", () => {
    const paths = fc.constantFrom("a.json", "a.toml", "a.yaml", "mcp", ".vscode/mcp.json");
    const json = fc.json().map((text) => `{"mcpServers":${text},"mcp":${text},"extensions":${text}}`);
    fc.assert(
      fc.property(paths, fc.oneof(fc.string({ unit: "binary" }), json, fc.json()), (path, content) => {
        expect(typeof readClientFile(path, content).ok).toBe("boolean");
      }),
    );
  });
});

function readOk(path: string, content: string): Extract<ReadResult, { ok: true }> {
  const result = readClientFile(path, content);
  if (!result.ok) throw new Error(result.reason);
  return result;
}

function aliasBomb(): string {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 9; level += 1) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(", ")}]`);
  }
  return lines.join("\n");
}
