import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "#bin/postgres/free-port.ts";
import { bareServer } from "./bare-server.ts";

const ENTRY = fileURLToPath(new URL("../../bin/decisions.ts", import.meta.url));

export interface Serving {
  url: string;
  stop(): Promise<void>;
}

/** The decisions process as it is started in production. */
export async function startDecisions(): Promise<Serving> {
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
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error("the decisions process did not become ready");
}

/** The bare server to compare with, in this process. */
export async function startBare(text: string): Promise<Serving> {
  const server = bareServer(text);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
