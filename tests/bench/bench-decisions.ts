import { loadavg } from "node:os";
import type { Client } from "pg";
import { Pool } from "undici";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { hashSecret, newSecret } from "#lib/kernel/secrets.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { layGrants, questionAbout } from "./lay-grants.ts";
import { type BenchOptions, interleave, spread, summary } from "./measure.ts";
import { milliseconds, printLoads, printTable, rate } from "./print-table.ts";
import { type Serving, startBare, startDecisions } from "./start-decisions.ts";
import { startLoadClient } from "./start-load-client.ts";

const CONNECTIONS = 32;
const PROCESSES = 4;
const REVOCATIONS = 40;

/** The decisions process as it is started in production, answering yes, beside a bare node:http server. */
export async function benchDecisions(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const secret = newSecret("stw");
  const owner = await connectOwner(database.ownerUrl);
  const organizationId = await database.newOrganization();
  const { servers } = await layGrants(owner, organizationId, hashSecret(secret), options.rows);
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  try {
    await benchThroughput(headers, servers, options);
    await benchPropagation(owner, organizationId, headers, servers);
  } finally {
    await owner.end();
  }
}

type Headers = Record<string, string>;

async function benchThroughput(headers: Headers, servers: number, options: BenchOptions): Promise<void> {
  const decisions = await startDecisions();
  const before = await gauge(decisions.url, "memory_bytes");
  const startedAt = performance.now();
  const yes = await askOnce(decisions.url, headers, questionAbout(0, 0, 0));
  const readIn = performance.now() - startedAt;
  if (JSON.parse(yes).decision !== true) throw new Error(`not a yes: ${yes}`);
  const held = (await gauge(decisions.url, "memory_bytes")) - before;
  const bare = await startBare(yes);
  const client = await startLoadClient();
  const body = Array.from({ length: 500 }, (_, index) =>
    JSON.stringify(questionAbout((index * 7919) % servers, index, index * 31)),
  );
  const load = (url: string, path: string, connections: number) => () =>
    client.run({ url: url + path, connections, windowMs: options.windowMs, body, headers });
  try {
    const results = await interleave(options.repetitions, {
      "bare node:http, parsing": load(bare.url, "/", CONNECTIONS),
      decision: load(decisions.url, "/access/v1/evaluation", CONNECTIONS),
      "decision, 1 connection": load(decisions.url, "/access/v1/evaluation", 1),
    });
    const title = `Decisions, requests: ${CONNECTIONS} connections, ${rate(servers * 100)} grants`;
    printLoads(`${title}, load average ${loadavg()[0]?.toFixed(1)}`, results, "bare node:http, parsing");
    console.log(
      `Read in ${milliseconds(readIn)} ms; ${rate(held / (servers * 100))} bytes of memory for each grant, with its tool.`,
    );
  } finally {
    await client.stop();
    await bare.stop();
    await decisions.stop();
  }
}

/** From the commit of a revocation to the first no of each process, all asked without pause. */
async function benchPropagation(
  owner: Client,
  organizationId: string,
  headers: Headers,
  servers: number,
): Promise<void> {
  const processes = await Promise.all(Array.from({ length: PROCESSES }, startDecisions));
  const each: number[] = [];
  const slowest: number[] = [];
  try {
    for (const { url } of processes) await askOnce(url, headers, questionAbout(0, 0, 0));
    for (let round = 0; round < REVOCATIONS; round += 1) {
      const question = questionAbout(round % servers, 0, Math.floor(round / servers));
      const waits = processes.map((one) => untilDenied(one, headers, JSON.stringify(question)));
      await new Promise((resolve) => setTimeout(resolve, 50));
      await owner.query(
        `update grants g set state = 'revoked', revoked_at = now() from server s, consumer c
         where g.organization_id = $1 and s.organization_id = $1 and c.organization_id = $1 and g.kind = 'access'
           and g.server_id = s.id and g.consumer_id = c.id and s.slug = $2 and c.slug = $3`,
        [organizationId, question.resource.id.split("/")[0], question.subject.id],
      );
      const committedAt = performance.now();
      const times = (await Promise.all(waits)).map((at) => Math.max(0, at - committedAt));
      each.push(...times);
      slowest.push(Math.max(...times));
    }
  } finally {
    await Promise.all(processes.map((one) => one.stop()));
  }
  const row = (name: string, times: readonly number[]) => {
    const { p50, p95, p99 } = summary(times, 1);
    return [name, ...[p50, p95, p99, spread(times).max].map(milliseconds)];
  };
  printTable(
    `Decisions, a revocation until it holds: ${PROCESSES} processes, ${REVOCATIONS} times, load average ${loadavg()[0]?.toFixed(1)}`,
    ["", "p50 ms", "p95 ms", "p99 ms", "max ms"],
    [row("in each", each), row("in all", slowest)],
  );
}

async function untilDenied({ url }: Serving, headers: Headers, body: string): Promise<number> {
  const pool = new Pool(url, { connections: 1 });
  try {
    for (;;) {
      const response = await pool.request({ path: "/access/v1/evaluation", method: "POST", headers, body });
      const text = await response.body.text();
      if (JSON.parse(text).decision === false) return performance.now();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  } finally {
    await pool.close();
  }
}

async function askOnce(url: string, headers: Headers, question: object): Promise<string> {
  const body = JSON.stringify(question);
  // The first question of an organization may be denied while a large one is read.
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(`${url}/access/v1/evaluation`, { method: "POST", headers, body });
    const text = await response.text();
    if (JSON.parse(text).decision === true || attempt === 20) return text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function gauge(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^steward_decisions_${name} (\\S+)$`, "m").exec(text)?.[1]);
}
