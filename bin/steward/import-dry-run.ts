import type { ImportedFile } from "#lib/discovery/model.ts";
import { readSightings } from "#lib/discovery/read-sightings.ts";
import { configurationRisks } from "#lib/inventory/configuration-risks.ts";
import { now } from "#lib/kernel/clock.ts";
import { findClientFiles, readClientText, type Walk } from "./find-client-files.ts";
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
  const clock = () => now().getTime();
  for await (const path of findClientFiles(paths, walk, { startedAt: clock(), clock })) {
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
  answer(json, { dryRun: true, machine, files, unread: walk.unread }, () => [
    `Nothing is recorded. As ${machine} would be sent:`,
    ...aligned(
      files.flatMap((file) => (file.ok ? file.servers.map((server) => lineOf(file.path, server)) : [])),
    ),
    ...files.flatMap((file) => (file.ok ? [] : [`${file.path}: ${file.reason}`])),
    ...walk.unread.map(({ path, reason }) => `${path}: ${reason}`),
  ]);
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
