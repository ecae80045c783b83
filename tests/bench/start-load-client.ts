import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ImportOrder, ImportRun } from "./import-process.ts";
import type { Load } from "./measure.ts";

export interface HttpLoad {
  url: string;
  connections: number;
  windowMs: number;
  /** A JSON body makes it a POST; of several, one after the other is sent. */
  body?: string | string[];
  headers?: Record<string, string>;
}

export interface AppendLoad {
  organizationId: string;
  ownerUrl: string;
  variant: string;
  callers: number;
  windowMs: number;
}

/** A process that makes HTTP requests, so that making them does not take the server's own time slice. */
export function startLoadClient() {
  return startLoadProcess<HttpLoad, Load>("http-process.ts");
}

/** Processes that append to one trail. */
export function startAppendProcess() {
  return startLoadProcess<AppendLoad, { latencies: number[]; events: number; seconds: number }>(
    "append-process.ts",
  );
}

/** A process that imports a long list, and can collect its garbage to say what it holds. */
export function startImportProcess() {
  return startLoadProcess<ImportOrder, ImportRun>("import-process.ts", ["--expose-gc"]);
}

async function startLoadProcess<Order extends object, Result>(file: string, nodeOptions: string[] = []) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    execArgv: [...process.execArgv, ...nodeOptions],
  });
  await answerOf(child);
  return {
    run(order: Order): Promise<Result> {
      const answer = answerOf(child);
      child.send(order);
      // The files named above answer with exactly this.
      return answer as Promise<Result>;
    },
    /** Resolves when it is gone: a database must not be stopped under it. */
    async stop(): Promise<void> {
      if (child.exitCode !== null) return;
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a load process ended (${code})`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });
}
