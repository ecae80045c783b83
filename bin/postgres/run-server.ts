import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { errorCode } from "../up/problem.ts";
import { DATABASE_NAME } from "./cluster.ts";
import { explainServerWords } from "./explain-server-words.ts";
import type { Place } from "./place.ts";

const KEEPER = fileURLToPath(new URL("./keeper.ts", import.meta.url));
const KEPT_LINES = 40;
const READY_LIMIT_MS = 300_000;

type ServerOptions = {
  place: Place;
  port: number;
  ownerUrl: string;
  isDurable: boolean;
  note: (text: string) => void;
  onLog: (text: string) => void;
};

/** Runs the server under its keeper and waits until it answers. @throws Problem with the server's last words. */
export async function runServer(options: ServerOptions) {
  const keeper = startKeeper(options);
  const words = rememberWords(keeper, options.onLog);
  const ended = new Promise<string>((resolve) => {
    keeper.on("error", (error) => resolve(error.message)).on("close", () => resolve(words()));
  });
  const failed = ended.then((text): never => {
    throw explainServerWords(text, options.place.cluster);
  });
  failed.catch(() => {});
  const stop = async (force: boolean) => {
    keeper.stdin?.end();
    if (force) keeper.kill("SIGTERM");
    await ended;
  };
  try {
    await Promise.race([waitUntilReady(options), failed]);
    return { ended, stop };
  } catch (error) {
    await stop(true);
    throw error;
  }
}

function startKeeper({ place, port, isDurable }: ServerOptions): ChildProcess {
  const { uid = "-", gid = "-" } = place.account ?? {};
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(isDurable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = [place.binaries.postgres, "-D", place.cluster, "-p", String(port), ...flags];
  return spawn(process.execPath, [KEEPER, String(uid), String(gid), ...server], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    // Nothing of the launcher's environment, secrets included, is the server's business.
    env: { NODE_ENV: "production", PATH: process.env.PATH ?? "", LC_ALL: "C" },
  });
}

async function waitUntilReady({ ownerUrl, note }: ServerOptions): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  for (let attempt = 0; Date.now() < deadline; attempt++) {
    try {
      return await ensureDatabase(ownerUrl);
    } catch (error) {
      const code = errorCode(error);
      // 57P03: it is starting up or recovering; refused: it does not listen yet.
      if (code !== "57P03" && code !== "ECONNREFUSED") throw error;
      if (attempt === 100) note("PostgreSQL is recovering from an unclean stop; this can take a while");
      await delay(attempt < 100 ? 30 : 250);
    }
  }
  throw explainServerWords("It did not answer within five minutes.", new URL(ownerUrl).host);
}

async function ensureDatabase(ownerUrl: string): Promise<void> {
  const maintenance = new URL(ownerUrl);
  maintenance.pathname = "/postgres";
  const client = new Client({ connectionString: maintenance.href });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(DATABASE_NAME)}`);
  } finally {
    await client.end().catch(() => {});
  }
}

function rememberWords(keeper: ChildProcess, onLog: (text: string) => void): () => string {
  let kept: string[] = [];
  for (const stream of [keeper.stdout, keeper.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      onLog(text);
      kept = [...kept, ...text.split("\n").filter((line) => line !== "")].slice(-KEPT_LINES);
    });
  }
  keeper.stdin?.on("error", () => {});
  return () => kept.join("\n");
}
