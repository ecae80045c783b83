import { hostname } from "node:os";
import type { Command } from "commander";
import { operatorActor } from "#lib/identity/operator.ts";
import { dryRun } from "./import-dry-run.ts";
import { type FolderImport, importFolders } from "./import-folders.ts";
import { importLongFile, isLongFile, type LongFileImport } from "./import-long-file.ts";
import { nothingRead } from "./nothing-read.ts";
import { aligned, answer } from "./output.ts";
import { type Registered, registerFound } from "./register-found.ts";

interface ImportOptions {
  machine: string;
  dryRun?: boolean;
  register?: boolean;
  owner?: string;
  backupOwner?: string;
  environment: string;
  as?: string;
  json?: boolean;
}

/** `import PATH...`: reads client files, shows what they declare, registers it when asked. */
export function importCommand(program: Command): void {
  program
    .command("import")
    .description("read client files and record the servers they declare as candidates")
    .argument("<path...>", "files, folders to search, or long lists of servers (.jsonl, or one JSON array)")
    .option("--machine <name>", "whose files they are; what they no longer show is then gone", hostname())
    .option("--dry-run", "say what would be recorded, and record nothing")
    .option("--register", "register the new candidates at once")
    .option("--owner <email>", "with --register: who answers for them; default: the person in whose name")
    .option("--backup-owner <email>", "with --register: who stands in; needed for production")
    .option("--environment <name>", "with --register: development, staging or production", "development")
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON")
    .action(run);
}

async function run(paths: string[], options: ImportOptions): Promise<void> {
  if (options.dryRun === true) return dryRun(paths, options);
  const long: string[] = [];
  const ordinary: string[] = [];
  for (const path of paths) ((await isLongFile(path)) ? long : ordinary).push(path);
  const actor = await operatorActor(options.as);
  const streams: LongFileImport[] = [];
  for (const path of long) streams.push(await importLongFile(actor, path, options.machine));
  const folders = ordinary.length === 0 ? null : await importFolders(actor, ordinary, options.machine);
  if (folders !== null && folders.files.length === 0 && streams.length === 0)
    throw nothingRead(folders.unread);
  const readPaths = new Set(folders?.files.flatMap((file) => (file.ok ? [file.path] : [])) ?? []);
  const registered = options.register === true ? await registerFound(actor, readPaths, options) : [];
  const totals = sum(folders, streams);
  const results = [...(folders?.files ?? []), ...(folders?.unread ?? [])];
  answer(options.json, { machine: options.machine, ...totals, results, streams, registered }, () =>
    report(totals, streams, registered),
  );
  for (const file of results) if (!file.ok) console.error(`${file.path}: ${file.reason}`);
  if (folders !== null && !folders.files.some((file) => file.ok)) process.exitCode = 1;
}

function sum(folders: FolderImport | null, streams: readonly LongFileImport[]) {
  const parts = [...(folders === null ? [] : [folders.closed]), ...streams];
  const total = (pick: (part: (typeof parts)[number]) => number) =>
    parts.reduce((so, part) => so + pick(part), 0);
  return {
    files: (folders?.files.length ?? 0) + (folders?.unread.length ?? 0) + streams.length,
    servers: total((part) => part.serverCount),
    newCandidates: total((part) => part.newCount),
    secrets: total((part) => part.secretCount),
    gone: total((part) => part.goneCount),
    unreadable: folders?.unread.length ?? 0,
  };
}

function report(
  totals: ReturnType<typeof sum>,
  streams: readonly LongFileImport[],
  registered: readonly Registered[],
): string[] {
  return [
    `${totals.files} file(s) read, ${totals.servers} server(s) seen, ${totals.newCandidates} new candidate(s), ${totals.secrets} secret(s) found and not kept.`,
    ...(totals.gone > 0 ? [`${totals.gone} place(s) no longer show a server they showed before.`] : []),
    ...(totals.unreadable > 0 ? [`${totals.unreadable} place(s) could not be read.`] : []),
    ...streams.map(
      (stream) => `${stream.path}: ${stream.serversPerSecond.toLocaleString("en")} servers a second.`,
    ),
    ...aligned(
      registered.map((one) => [
        one.slug === null ? "not registered" : "registered",
        one.name,
        one.reason ?? "",
      ]),
    ),
  ];
}
