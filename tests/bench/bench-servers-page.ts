import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#bin/postgres/free-port.ts";
import { loadOrganization } from "#bin/steward/load-organization.ts";
import { buildWeb, NEXT } from "#bin/up/build.ts";
import { sessionCookieName } from "#lib/doors/session-cookie.ts";
import { openSession } from "#lib/identity/commands/open-session.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { hashSecret, newSecret } from "#lib/kernel/secrets.ts";
import { madePerson } from "#lib/load/made-people.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { type BenchOptions, interleave, type Load, spread, summary } from "./measure.ts";
import { formatSpread, milliseconds, printTable, times } from "./print-table.ts";

const FEW = 1_000;
const PAGES = ["/servers", "/servers?environment=production&sort=-risk", "/servers?q=github"];
const READY_ATTEMPTS = 300;

/** Next's page of the servers list among many servers, beside the same page among a thousand: time to first byte. */
export async function benchServersPage(_database: BenchDatabase, options: BenchOptions): Promise<void> {
  const cookies = { few: await signInTo(FEW), many: await signInTo(options.rows) };
  const web = await startWeb();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const cells: string[][] = [];
    for (const page of PAGES) {
      const load = (cookie: string) => () =>
        loadPage(options.windowMs, () => firstByteMs(agent, `${web.url}${page}`, cookie));
      const results = await interleave(options.repetitions, {
        few: load(cookies.few),
        many: load(cookies.many),
      });
      const median = (side: "few" | "many", figure: "p50" | "p95") =>
        milliseconds(spread(results[side].map((load) => load[figure])).median);
      const ratio = results.many.map((load, round) => load.p95 / (results.few[round]?.p95 ?? Number.NaN));
      cells.push([
        page,
        median("few", "p50"),
        median("many", "p50"),
        median("few", "p95"),
        median("many", "p95"),
        formatSpread(spread(ratio), times),
      ]);
    }
    printTable(
      `The servers page, time to first byte in milliseconds: ${FEW.toLocaleString("en")} and ${options.rows.toLocaleString("en")} servers`,
      ["", "few p50", "many p50", "few p95", "many p95", "p95 ratio"],
      cells,
    );
  } finally {
    agent.destroy();
    await web.stop();
  }
}

/** The cookie of an administrator of an organization of so many made-up servers. */
async function signInTo(servers: number): Promise<string> {
  const wanted = { slug: `load-${servers}`, servers, seed: 7, joinsOthers: false };
  const { organizationId, plan } = await loadOrganization(wanted, () => {});
  const secret = newSecret("bench");
  await openSession(systemActor(organizationId, "sign-in"), {
    userId: madePerson(plan, 0).id,
    tokenHash: hashSecret(secret),
  });
  return `${sessionCookieName()}=${secret}`;
}

async function startWeb() {
  const dataDir = await mkdtemp(join(tmpdir(), "steward-bench-web-"));
  const environment = { ...process.env, NODE_ENV: "production" as const };
  await buildWeb({ environment, dataDir, signal: new AbortController().signal });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [NEXT, "start", "--port", String(port), "--hostname", "127.0.0.1"], {
    env: { ...environment, STEWARD_URL: url },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < READY_ATTEMPTS && child.exitCode === null; attempt += 1) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error("the web process did not become ready");
}

/** One request after the other; what comes after a first byte is waited for, and not counted. */
async function loadPage(windowMs: number, ask: () => Promise<number>): Promise<Load> {
  const startedAt = performance.now();
  const latencies: number[] = [];
  while (performance.now() < startedAt + windowMs) latencies.push(await ask());
  return summary(latencies, (performance.now() - startedAt) / 1_000);
}

/** Milliseconds to the first byte of the body, told once all of it has come; a refusal or a sign-in page is an error. */
function firstByteMs(agent: Agent, url: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    get(url, { agent, headers: { cookie } }, (response) => {
      let elapsedMs = Number.NaN;
      response.once("data", () => {
        elapsedMs = performance.now() - sentAt;
      });
      response.on("data", () => {});
      response.once("end", () => {
        if (response.statusCode === 200) resolve(elapsedMs);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    }).on("error", reject);
  });
}
