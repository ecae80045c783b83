import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { introspectServer } from "#lib/discovery/introspect/introspect-server.ts";
import type {
  Introspection,
  IntrospectionLimits,
  IntrospectionTarget,
} from "#lib/discovery/introspect/introspection.ts";
import { assessImpact } from "#lib/inventory/assess-impact.ts";
import { compareTools } from "#lib/inventory/drift.ts";
import { definitionDigest } from "#lib/inventory/tool-definition.ts";

const BIN = resolve("node_modules/.bin");
const surroundings = { searchPath: `${BIN}:/usr/bin:/bin`, allowPrivateAddresses: ["loopback"] };
const hostilePath = resolve("tests/fixtures/hostile-servers/hostile-server.ts");

function hostile(
  manner: string,
  limits: Partial<IntrospectionLimits> = {},
  env: Record<string, string> = {},
) {
  const args = ["--no-warnings", hostilePath, manner];
  return introspectServer({ transport: "stdio", command: process.execPath, args, env }, surroundings, limits);
}

const overHttp = (url: string, limits: Partial<IntrospectionLimits> = {}, headers = {}) =>
  introspectServer({ transport: "streamable_http", url, headers }, surroundings, limits);

function codeOf(answer: Introspection): string {
  return answer.ok ? "ok" : answer.code;
}

/** Living processes whose environment carries the mark of an introspection. */
async function leftBehind(): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      return environment.includes("STEWARD_INTROSPECTION=")
        ? await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")
        : "";
    }),
  );
  return found.filter(
    (command) =>
      command.includes("hostile-server") || command.includes("SIGTERM") || command.includes("mcp-server"),
  );
}

const isLinux = process.platform === "linux";
const servers: Server[] = [];
const processes: ChildProcess[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  for (const child of processes.splice(0)) {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  if (isLinux) expect(await leftBehind()).toEqual([]);
});

describe("real servers over stdio", () => {
  it("lists everything that server-everything offers, and doubts get-env", async () => {
    const answer = await introspectServer(
      { transport: "stdio", command: "mcp-server-everything", args: [], env: {} },
      surroundings,
    );
    if (!answer.ok) throw new Error(answer.message);
    expect(answer).toMatchObject({
      era: "legacy",
      server: { name: "mcp-servers/everything" },
      prompts: { count: 4 },
    });
    expect(answer.tools.length).toBeGreaterThanOrEqual(13);
    const getEnv = answer.tools.find((tool) => tool.definition.name === "get-env");
    expect(getEnv && assessImpact(getEnv.definition, { dataClasses: [] })).toMatchObject({
      claimed: "reads",
      suggested: "regulated",
    });
  });

  it("lists server-filesystem, twice with the same digests", async () => {
    const target: IntrospectionTarget = {
      transport: "stdio",
      command: "mcp-server-filesystem",
      args: [tmpdir()],
      env: {},
    };
    const [first, second] = [
      await introspectServer(target, surroundings),
      await introspectServer(target, surroundings),
    ];
    if (!first.ok || !second.ok) throw new Error("no answer");
    expect(first.tools).toHaveLength(14);
    expect(first.tools.map((tool) => tool.digest)).toEqual(second.tools.map((tool) => tool.digest));
  });
});

describe("a server whose definitions change", () => {
  async function versions(names: string[]) {
    const folder = await mkdtemp(join(tmpdir(), "steward-switch-"));
    const file = join(folder, "version");
    const args = ["--no-warnings", resolve("tests/fixtures/switchable-server.ts"), "--switch", file];
    const seen = [];
    for (const name of names) {
      await writeFile(file, name);
      const answer = await introspectServer(
        { transport: "stdio", command: process.execPath, args, env: {} },
        surroundings,
      );
      if (!answer.ok) throw new Error(answer.message);
      expect(answer).toMatchObject({ era: "modern", protocolVersion: "2026-07-28" });
      seen.push(answer.tools.map((tool) => tool.definition));
    }
    await rm(folder, { recursive: true });
    return seen;
  }

  it("shows a cosmetic, a material and a renamed tool as what they are", async () => {
    const [v1 = [], cosmetic = [], material = [], renamed = []] = await versions([
      "v1",
      "cosmetic",
      "material",
      "renamed",
    ]);
    expect(compareTools(v1, cosmetic).changed).toMatchObject([
      { name: "update_ticket", severity: "cosmetic" },
    ]);
    expect(compareTools(v1, material).changed).toMatchObject([
      { name: "update_ticket", severity: "material", fields: ["description", "inputSchema"] },
    ]);
    expect(compareTools(v1, renamed)).toMatchObject({
      added: [],
      removed: [],
      changed: [],
      renamed: [{ from: "update_ticket", to: "edit_ticket", severity: "cosmetic" }],
    });
    expect(v1.map((tool) => assessImpact(tool, { dataClasses: [] }).suggested)).toEqual([
      "reads",
      "changes_data",
      "executes",
      "regulated",
    ]);
  });

  it("answers over streamable HTTP in the same way", async () => {
    const child = spawn(process.execPath, [
      "--no-warnings",
      "tests/fixtures/switchable-server.ts",
      "--http",
      "0",
    ]);
    processes.push(child);
    const [line] = await once(child.stdout, "data");
    const answer = await overHttp(String(line).trim());
    expect(answer).toMatchObject({ ok: true, era: "modern", tools: { length: 4 } });
  });
});

describe("hostile servers over stdio", () => {
  it.each<[string, string, Partial<IntrospectionLimits>]>([
    ["hang", "timeout", { timeoutMs: 1_000 }],
    ["exit", "exited", {}],
    ["flood", "flooded", {}],
    ["one-line", "too_large", {}],
    ["nonsense", "bad_answer", {}],
    ["stderr-flood", "timeout", { timeoutMs: 1_500 }],
    ["huge-definition", "too_large", {}],
    ["deep-definition", "bad_answer", {}],
    ["bad-tool", "bad_answer", {}],
    ["not-a-list", "bad_answer", {}],
    ["many-tools", "too_many_tools", {}],
    ["endless-pages", "too_many_tools", {}],
    ["same-page", "bad_answer", {}],
  ])("%s ends as %s", async (manner, code, limits) => {
    expect(codeOf(await hostile(manner, limits))).toBe(code);
  });

  it.runIf(isLinux)("stops one that takes too much memory", async () => {
    expect(codeOf(await hostile("memory", { maxMemoryBytes: 300_000_000 }))).toBe("too_large");
  });

  it("keeps secrets of the launch out of the message and out of the answer", async () => {
    const failed = await hostile("exit", {}, { DATABASE_PASSWORD: "correct-horse-9" });
    expect(failed).toMatchObject({ ok: false, message: expect.stringContaining("got [removed]") });
    const answered = await hostile("prints-environment", {}, { DATABASE_PASSWORD: "correct-horse-9" });
    expect(answered.ok).toBe(true);
    expect(JSON.stringify(answered)).not.toContain("correct-horse-9");
  });

  it("keeps secrets that only the server knew out of both, before the digest", async () => {
    const failed = await hostile("exits-with-secrets");
    expect(failed).toMatchObject({
      ok: false,
      message: expect.stringMatching(/\[secret: password\][\s\S]*Missing token: GITHUB_TOKEN/),
    });
    const answered = await hostile("describes-secrets");
    if (!answered.ok) throw new Error(answered.message);
    expect(JSON.stringify([failed, answered])).not.toContain("9f8a7b6c5d");
    expect(answered.tools[0]?.definition.description).toContain("Password: required. Send");
    for (const { definition, digest } of answered.tools) expect(digest).toBe(definitionDigest(definition));
  });

  it("gives a server no environment but its own", async () => {
    process.env.STEWARD_SECRET_FOR_TEST = "never-inherited";
    const answered = await hostile("prints-environment");
    delete process.env.STEWARD_SECRET_FOR_TEST;
    const shown = answered.ok ? (answered.server?.title ?? "") : "";
    expect(Object.keys(JSON.parse(shown)).sort()).toEqual(["HOME", "LANG", "PATH", "STEWARD_INTROSPECTION"]);
  });

  it("leaves no process behind, even of those that ignore SIGTERM or leave the group", async () => {
    expect(await hostile("stubborn")).toMatchObject({ ok: true, tools: { length: 1 } });
    if (isLinux) expect(await leftBehind()).toEqual([]);
  });

  it.each(["silent-on-unknown", "greets-first", "hidden-tools"])("%s is still read", async (manner) => {
    expect(await hostile(manner, { probeTimeoutMs: 500 })).toMatchObject({
      ok: true,
      era: "legacy",
      tools: { length: 1 },
    });
  });

  it.runIf(isLinux)("ends what cleared its environment and left the group, orphans too", async () => {
    expect(codeOf(await hostile("lets-escape"))).toBe("ok");
    const commands = await Promise.all(
      (await readdir("/proc")).map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
    );
    expect(commands.filter((line) => line.startsWith("/bin/sleep") && line.includes("120"))).toEqual([]);
  });

  it.runIf(isLinux)("shows a server no environment of the process that asks it", async () => {
    const secret = "a-secret-of-this-test-that-nobody-may-read";
    const target = {
      transport: "stdio",
      command: process.execPath,
      args: ["--no-warnings", hostilePath, "reads-environments"],
      env: { WANTED: [...secret].reverse().join("") },
    };
    const code = `
      const { introspectServer } = await import("#lib/discovery/introspect/introspect-server.ts");
      const answer = await introspectServer(${JSON.stringify(target)}, ${JSON.stringify(surroundings)});
      console.log(answer.ok ? answer.tools[0].definition.name : answer.message);`;
    const args = ["--import", "./bin/hide-environment.ts", "--input-type=module", "-e", code];
    const asking = spawn(process.execPath, args, { env: { ...process.env, STEWARD_SECRET: secret } });
    processes.push(asking);
    let said = "";
    asking.stdout.on("data", (chunk) => {
      said += chunk;
    });
    await once(asking, "close");
    expect(said).toContain("seen_0");
  });

  it("keeps what is Steward's own out of what it keeps, wherever the server has it from", async () => {
    const own = "steward-keeps-this-9f8a7b";
    const target = {
      transport: "stdio" as const,
      command: process.execPath,
      env: { WANTED: [...own].reverse().join("") },
    };
    const answer = await introspectServer(
      { ...target, args: ["--no-warnings", hostilePath, "reads-environments"] },
      { ...surroundings, ownSecrets: [own] },
    );
    expect(answer).toMatchObject({ ok: true, tools: [{ definition: { description: "[removed]" } }] });
  });

  it("gives one that ends at an unknown question the older handshake", async () => {
    expect(await hostile("exits-on-unknown")).toMatchObject({ ok: true, era: "legacy", tools: [] });
  });

  it("keeps the first of two tools with one name, and says so", async () => {
    const answer = await hostile("same-name");
    expect(answer).toMatchObject({ ok: true, tools: [{ definition: { description: "List the first" } }] });
    expect(answer.ok && answer.warnings[0]).toContain('Two tools are called "list_a"');
  });

  it("keeps misleading characters and flags them", async () => {
    const answer = await hostile("bidi");
    const tool = answer.ok ? answer.tools[0] : undefined;
    expect(tool?.definition.name).toBe("list_\u202Ea");
    expect(answer.ok && answer.warnings).toEqual([
      'The name of the tool "list_\uFFFDa" contains characters that change the reading direction.',
      'The description of the tool "list_\uFFFDa" contains control characters.',
    ]);
  });

  it("says plainly when the command does not exist", async () => {
    const target: IntrospectionTarget = { transport: "stdio", command: "no-such-command", args: [], env: {} };
    expect(await introspectServer(target, surroundings)).toMatchObject({
      ok: false,
      code: "could_not_start",
      message: expect.stringContaining("not found"),
    });
  });
});

describe("over HTTP", () => {
  async function listen(handler: RequestListener): Promise<string> {
    const server = createServer(handler);
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`; // a TCP server's address is an object
  }

  it.each<[string, string, RequestListener, Partial<IntrospectionLimits>]>([
    ["asks for a sign-in", "unauthorized", (_, response) => response.writeHead(401).end(), {}],
    ["forbids", "unauthorized", (_, response) => response.writeHead(403).end(), {}],
    ["never answers", "timeout", () => undefined, { timeoutMs: 700 }],
    ["is broken", "unreachable", (_, response) => response.writeHead(503).end("x"), {}],
    [
      "is a web page",
      "bad_answer",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
      {},
    ],
    [
      "sends half JSON",
      "bad_answer",
      (_, response) => response.writeHead(200, { "content-type": "application/json" }).end("{"),
      {},
    ],
    ["answers 404", "bad_answer", (_, response) => response.writeHead(404).end("no"), {}],
    [
      "redirects inside",
      "address_refused",
      (_, response) => response.writeHead(307, { location: "http://169.254.169.254/" }).end(),
      {},
    ],
    [
      "sends without end",
      "flooded",
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const more = () => response.write("[".repeat(100_000), (error) => (error ? undefined : more()));
        more();
      },
      { maxOutputBytes: 2_000_000 },
    ],
    [
      "streams events without end",
      "timeout",
      (_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        const timer = setInterval(() => response.write(": wait\n\n"), 20);
        response.on("close", () => clearInterval(timer));
      },
      { timeoutMs: 700 },
    ],
  ])("one that %s ends as %s", async (_, code, handler, limits) => {
    const answer = await overHttp(await listen(handler), limits);
    expect(codeOf(answer)).toBe(code);
  });

  /** A server by hand, whose list of tools has `pages` pages of such tools. */
  function lists(pages: number, perPage: number, description: string): RequestListener {
    return (request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        if (request.method !== "POST") return response.writeHead(405).end();
        const { id, method, params } = JSON.parse(body);
        if (id === undefined) return response.writeHead(202).end();
        const page = Number(params?.cursor ?? 0);
        const tools = Array.from({ length: perPage }, (_, index) => ({
          name: `tool_${page}_${index}`,
          description,
          inputSchema: { type: "object" },
        }));
        const known: Record<string, unknown> = {
          initialize: {
            protocolVersion: "2025-06-18",
            capabilities: { tools: {} },
            serverInfo: { name: "s", version: "1" },
          },
          "tools/list": { tools, ...(page < pages - 1 ? { nextCursor: String(page + 1) } : {}) },
        };
        const answer = known[method] ? { result: known[method] } : { error: { code: -32601, message: "no" } };
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
      });
    };
  }

  it("bounds what a list of many pages holds together", async () => {
    const url = await listen(lists(6, 3, " ".repeat(200_000)));
    expect(codeOf(await overHttp(url, { maxOutputBytes: 2_000_000 }))).toBe("flooded");
    expect(codeOf(await overHttp(url, { maxOutputBytes: 5_000_000 }))).toBe("ok");
  });

  it("keeps its time, and the process free, with descriptions made to be looked at for long", async () => {
    const encoded = "QUJDREVGR0hJSktMTU5PUA== ".repeat(9_000);
    const url = await listen(lists(1, 60, encoded));
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 10);
    const answer = await overHttp(url, { timeoutMs: 3_000 });
    clearInterval(timer);
    expect(codeOf(answer)).toBe("timeout");
    expect(answer.durationMs).toBeLessThan(15_000);
    expect(turns).toBeGreaterThan(1);
  });

  it("refuses private addresses unless they are allowed, and says when nothing listens", async () => {
    const target: IntrospectionTarget = {
      transport: "streamable_http",
      url: `http://localhost:${await freePort()}/mcp`,
      headers: {},
    };
    expect(codeOf(await introspectServer(target, { ...surroundings, allowPrivateAddresses: [] }))).toBe(
      "address_refused",
    );
    expect(codeOf(await introspectServer(target, surroundings))).toBe("unreachable");
    expect(codeOf(await introspectServer({ ...target, url: "no address" }, surroundings))).toBe(
      "unreachable",
    );
  });

  it.each(["streamableHttp", "sse"] as const)("reads server-everything over %s", async (mode) => {
    const port = await freePort();
    const child = spawn(join(BIN, "mcp-server-everything"), [mode], {
      env: { ...process.env, PORT: String(port) },
    });
    processes.push(child);
    const path = mode === "sse" ? "sse" : "mcp";
    const transport = mode === "sse" ? "sse" : "streamable_http";
    await once(child.stderr, "data");
    const target: IntrospectionTarget = { transport, url: `http://127.0.0.1:${port}/${path}`, headers: {} };
    await expect
      .poll(async () => codeOf(await introspectServer(target, surroundings)), { timeout: 10_000 })
      .toBe("ok");
    const answer = await introspectServer(target, surroundings);
    expect(answer).toMatchObject({ era: "legacy", server: { name: "mcp-servers/everything" } });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo; // a TCP server's address is an object
  await new Promise((done) => server.close(done));
  return port;
}
