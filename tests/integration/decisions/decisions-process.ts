import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { fileURLToPath } from "node:url";

const ENTRY = fileURLToPath(new URL("../../../bin/decisions.ts", import.meta.url));

export interface Started {
  process: ChildProcess;
  url: string;
  /** Sends SIGTERM and gives the exit status. */
  stop(): Promise<number | null>;
}

/** Starts bin/decisions.ts on a free port and waits until it says where it listens. */
export async function startDecisions(settings: Record<string, string>): Promise<Started> {
  const child = launch({ DECISIONS_PORT: "0", ...settings });
  let output = "";
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"port":(\d+)/.exec(output);
      if (found) resolve(Number(found[1]));
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("exit", () => reject(new Error(`decisions did not start: ${output}`)));
  });
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill("SIGTERM");
      const [status] = (await once(child, "exit")) as [number | null];
      return status;
    },
  };
}

/** Runs bin/decisions.ts where it cannot start; gives what it says and its exit status. */
export async function failToStart(
  settings: Record<string, string>,
): Promise<{ status: number; words: string }> {
  const child = launch(settings);
  let words = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    words += chunk.toString();
  });
  const [status] = (await once(child, "close")) as [number];
  return { status, words };
}

function launch(settings: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [ENTRY], {
    env: { ...process.env, LOG_LEVEL: "info", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export interface Wire {
  /** The database URL, through this wire. */
  url: string;
  cut(): Promise<void>;
  restore(): Promise<void>;
}

/** A TCP wire to the database that can be cut and restored: a database that is lost, without stopping it. */
export async function wireTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const relay = (client: Socket) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    for (const [socket, peer] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => peer.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        peer.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  };
  let server: Server = createServer(relay);
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const through = new URL(databaseUrl);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  return {
    url: through.href,
    async cut() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async restore() {
      server = createServer(relay);
      await listen(port);
    },
  };
}
