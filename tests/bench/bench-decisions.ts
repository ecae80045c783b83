import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { freePort } from "#bin/postgres/free-port.ts";
import { hashSecret, newSecret } from "#lib/kernel/secrets.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { layGrantedTool, QUESTION } from "./lay-granted-tool.ts";
import { type BenchOptions, interleave } from "./measure.ts";
import { printLoads } from "./print-table.ts";
import { startLoadClient } from "./start-load-client.ts";

const ENTRY = fileURLToPath(new URL("../../bin/decisions.ts", import.meta.url));
const CONNECTIONS = 32;

/** The decisions process as it is started in production, answering yes, beside a bare node:http server. */
export async function benchDecisions(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const secret = newSecret("stw");
  const owner = await connectOwner(database.ownerUrl);
  await layGrantedTool(owner, await database.newOrganization(), hashSecret(secret));
  await owner.end();
  const decisions = await startDecisions();
  const bare = await startBare();
  const client = await startLoadClient();
  const load = (port: number, path: string, connections: number) => () =>
    client.run({
      url: `http://127.0.0.1:${port}${path}`,
      connections,
      windowMs: options.windowMs,
      body: JSON.stringify(QUESTION),
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
    });
  try {
    await assertYes(decisions.port, secret);
    const results = await interleave(options.repetitions, {
      "bare node:http": load(bare.port, "/", CONNECTIONS),
      decision: load(decisions.port, "/access/v1/evaluation", CONNECTIONS),
      "decision, 1 connection": load(decisions.port, "/access/v1/evaluation", 1),
    });
    printLoads(`Decisions, requests: ${CONNECTIONS} connections`, results, "bare node:http");
  } finally {
    await client.stop();
    bare.stop();
    await decisions.stop();
  }
}

async function startDecisions() {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = { ...process.env, DECISIONS_PORT: String(port), NODE_ENV: "production" };
  const child: ChildProcess = spawn(process.execPath, [ENTRY], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return { port, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error("the decisions process did not become ready");
}

/** Reads the body and answers a constant of the same size: what the platform itself costs. */
async function startBare() {
  const answer = JSON.stringify({ decision: true, context: { reason: { code: "granted", words: "" } } });
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "Content-Type": "application/json" }).end(answer);
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A benchmark of refusals would flatter. */
async function assertYes(port: number, secret: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/access/v1/evaluation`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
    body: JSON.stringify(QUESTION),
  });
  const text = await response.text();
  if (!response.ok || JSON.parse(text).decision !== true) throw new Error(`not a yes: ${text}`);
}
