import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { freePort } from "#bin/postgres/free-port.ts";

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

/** Parses the body, and answers a constant of the same size: what the platform itself costs. */
export async function startBare(text: string): Promise<Serving> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      JSON.parse(Buffer.concat(chunks).toString("utf8"));
      response.writeHead(200, { "Content-Type": "application/json" }).end(text);
    });
  });
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
