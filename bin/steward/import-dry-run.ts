import type { ImportedFile } from "#lib/discovery/model.ts";
import { readSightings } from "#lib/discovery/read-sightings.ts";
import { readStream } from "#lib/discovery/read-stream.ts";
import { configurationRisks } from "#lib/inventory/configuration-risks.ts";
import { now } from "#lib/kernel/clock.ts";
import { findClientFiles, readClientText, type Walk } from "./find-client-files.ts";
import { isLongFile, openLongFile } from "./import-long-file.ts";
import { nothingRead } from "./nothing-read.ts";
import { aligned, answer } from "./output.ts";

/**
 * Says what an import of these paths would record, and records nothing: no database is needed. Secrets are shown by
 * kind, place and length, as they would be kept.
 */
export async function dryRun(
  paths: readonly string[],
  { machine, json }: { machine: string; json?: boolean },
): Promise<void> {
  const walk: Walk = { folders: [], unread: [], isWhole: true, entryCount: 0 };
  const files: (ImportedFile & { servers: ShownServer[] })[] = [];
  const streams: DryStream[] = [];
  const ordinary: string[] = [];
  for (const path of paths) {
    if (await isLongFile(path)) streams.push(await dryStream(path, machine));
    else ordinary.push(path);
  }
  const clock = () => now().getTime();
  for await (const path of findClientFiles(ordinary, walk, { startedAt: clock(), clock })) {
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
    files.push({ ...outcome, servers });
  }
  if (files.length + streams.length === 0) throw nothingRead(walk.unread);
  answer(json, { dryRun: true, machine, files, streams, unread: walk.unread }, () => [
    `Nothing is recorded. As ${machine} would be sent:`,
    ...aligned(
      files.flatMap((file) => (file.ok ? file.servers.map((server) => lineOf(file.path, server)) : [])),
    ),
    ...files.flatMap((file) => (file.ok ? [] : [`${file.path}: ${file.reason}`])),
    ...streams.map(
      ({ path, servers, secrets, unread }) =>
        `${path}: ${servers.toLocaleString("en")} server(s), ${secrets.toLocaleString("en")} secret(s), ` +
        `${unread.toLocaleString("en")} entries that cannot be read.`,
    ),
    ...(files.length + streams.length + walk.unread.length === 0
      ? ["No client files were found there."]
      : []),
    ...walk.unread.map(({ path, reason }) => `${path}: ${reason}`),
  ]);
  if (streams.length === 0 && !files.some((file) => file.ok)) process.exitCode = 1;
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
  for await (const { sightings, unreadCount } of readStream(openLongFile(path, machine), () => "")) {
    counted.servers += sightings.length;
    counted.secrets += sightings.reduce((sum, { secrets }) => sum + secrets.length, 0);
    counted.unread += unreadCount;
  }
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
