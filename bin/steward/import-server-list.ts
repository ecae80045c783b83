import { importStream, type StreamResult } from "#lib/discovery/import-stream.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { now } from "#lib/kernel/clock.ts";
import { progress } from "./progress.ts";
import { openServerList } from "./server-list-file.ts";

export interface ServerListImport extends StreamResult {
  path: string;
  seconds: number;
  serversPerSecond: number;
}

/** Imports a list of servers of any length, and says how fast. */
export async function importServerList(
  actor: PersonActor,
  path: string,
  machine: string,
): Promise<ServerListImport> {
  const startedAt = now().getTime();
  const secondsSoFar = () => Math.max(0.001, (now().getTime() - startedAt) / 1_000);
  const result = await importStream(actor, {
    ...openServerList(path, machine),
    onProgress: ({ serverCount }) =>
      progress(
        `${serverCount.toLocaleString("en")} servers, ${Math.round(serverCount / secondsSoFar()).toLocaleString("en")} a second`,
      ),
  });
  progress("");
  const seconds = secondsSoFar();
  return { ...result, path, seconds, serversPerSecond: Math.round(result.serverCount / seconds) };
}
