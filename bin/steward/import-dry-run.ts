import { resolve } from "node:path";
import type { ImportedFile } from "#lib/discovery/model.ts";
import { readSightings } from "#lib/discovery/read-sightings.ts";
import { readStream } from "#lib/discovery/read-stream.ts";
import { configurationRisks } from "#lib/inventory/configuration-risks.ts";
import { now } from "#lib/kernel/clock.ts";
import { findClientFiles, newWalk, type Unread, type Walk } from "./find-client-files.ts";
import { sortPaths } from "./import-paths.ts";
import { passedOverLines } from "./import-report.ts";
import { importStatus, listUnread } from "./import-status.ts";
import { nothingRead } from "./nothing-read.ts";
import { aligned, answer, remark } from "./output.ts";
import { NOT_READ } from "./path-kind.ts";
import { printable } from "./printable.ts";
import { progress } from "./progress.ts";
import { readClientText } from "./read-client-text.ts";
import { openServerList } from "./server-list-file.ts";

/**
 * Says what an import of these paths would record, and records nothing: no database is needed. Secrets are shown by
 * kind, place and length, as they would be kept.
 */
export async function dryRun(
  paths: readonly string[],
  { machine, json }: { machine: string; json?: boolean },
): Promise<void> {
  const tried = await tryPaths(paths, machine);
  const { files, streams, unread, passedOver, status } = tried;
  answer(
    json,
    { dryRun: true, machine, files, streams, unread, unreadable: unread.length, passedOver },
    () => [
      `Nothing is recorded. As ${machine} would be sent:`,
      ...aligned(
        files.flatMap((file) => (file.ok ? file.servers.map((server) => lineOf(file.path, server)) : [])),
      ),
      ...streams.map(
        ({ path, servers, secrets, unread }) =>
          `${path}: ${servers.toLocaleString("en")} server(s), ${secrets.toLocaleString("en")} secret(s), ` +
          `${unread.toLocaleString("en")} entries that cannot be read.`,
      ),
      ...passedOverLines(passedOver),
    ],
  );
  for (const { path, reason } of unread) remark(`${printable(path)}: ${reason}`);
  process.exitCode = status;
}

export interface TriedPaths {
  status: number;
  files: (ImportedFile & { servers: ShownServer[] })[];
  streams: DryStream[];
  unread: Unread[];
  passedOver: Walk["passedOver"];
}

/** Reads what an import would. Without a database nothing is known, so what is missing is only that. */
export async function tryPaths(paths: readonly string[], machine: string): Promise<TriedPaths> {
  const { lists, others } = await sortPaths(paths);
  const streams: DryStream[] = [];
  for (const path of lists) streams.push(await dryStream(path, machine));
  const walk = newWalk();
  const named = new Set(others.map((path) => resolve(path)));
  const files: { isNamed: boolean; outcome: TriedPaths["files"][number] }[] = [];
  const clock = () => now().getTime();
  const onEntry = () => progress(`${walk.entryCount.toLocaleString("en")} files and folders looked at`);
  for await (const path of findClientFiles(others, walk, { startedAt: clock(), clock, onEntry })) {
    const text = await readClientText(path);
    if ("reason" in text) {
      walk.unread.push(text);
      continue;
    }
    const { outcome, sightings } = await readSightings({ ...text, machine }, () => "");
    const servers = sightings.map(({ server, secrets }) => ({
      name: server.name,
      reachedBy: server.url ?? [server.command, ...(server.args ?? [])].filter(Boolean).join(" "),
      secrets: secrets.map(({ kind, place, lengthChars }) => ({ kind, place, lengthChars })),
      risks: configurationRisks(server).map(({ id, title }) => ({ id, title })),
    }));
    files.push({ isNamed: named.has(path), outcome: { ...outcome, servers } });
  }
  progress("");
  walk.unread.push(...walk.missing.map((path) => ({ path, reason: NOT_READ.missing })));
  const unread = listUnread({ files, walk });
  if (files.length + streams.length === 0) throw nothingRead(unread);
  const isDone = streams.length > 0 || files.some(({ outcome }) => outcome.ok);
  return {
    status: importStatus(others, { files, walk }, isDone),
    files: files.map(({ outcome }) => outcome),
    streams,
    unread,
    passedOver: walk.passedOver,
  };
}

interface DryStream {
  path: string;
  servers: number;
  secrets: number;
  unread: number;
}

/** Counts what a long list holds: its servers are too many to be shown. */
async function dryStream(path: string, machine: string): Promise<DryStream> {
  const counted: DryStream = { path, servers: 0, secrets: 0, unread: 0 };
  for await (const { sightings, unreadCount } of readStream(openServerList(path, machine), () => "")) {
    counted.servers += sightings.length;
    counted.secrets += sightings.reduce((sum, { secrets }) => sum + secrets.length, 0);
    counted.unread += unreadCount;
    progress(`${path}: ${counted.servers.toLocaleString("en")} servers`);
  }
  progress("");
  return counted;
}

interface ShownServer {
  name: string;
  reachedBy: string;
  secrets: { kind: string; place: string; lengthChars: number }[];
  risks: { id: string; title: string }[];
}

function lineOf(path: string, server: ShownServer): string[] {
  const secrets = server.secrets.map((one) => `${one.kind} in ${one.place} (${one.lengthChars} characters)`);
  return [path, server.name, server.reachedBy, secrets.join("; ")];
}
