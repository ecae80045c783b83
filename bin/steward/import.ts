import type { Command } from "commander";
import { type ImportResult, importFiles } from "#lib/discovery/import-files.ts";
import { operatorActor } from "#lib/identity/operator.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { type FoundFile, findClientFiles, readClientText, type Unread } from "./find-client-files.ts";
import { aligned, answer, progress, UsageError } from "./output.ts";
import { type Registered, registerFound } from "./register-found.ts";

/** One import holds at most this much, so that memory stays flat over a large folder. */
const BATCH_FILES = 200;
const BATCH_BYTES = 20_000_000;

interface ImportOptions {
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
    .argument("<path...>", "files, or folders to search")
    .option("--register", "register the new candidates at once")
    .option("--owner <email>", "with --register: who answers for them; default: the person in whose name")
    .option("--backup-owner <email>", "with --register: who stands in; needed for production")
    .option("--environment <name>", "with --register: development, staging or production", "development")
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON")
    .action(run);
}

async function run(paths: string[], options: ImportOptions): Promise<void> {
  const found = await findClientFiles(paths);
  if (found.files.length === 0 && found.unread.length > 0)
    throw new UsageError(words(found.unread).join("\n"));
  if (found.files.length === 0)
    throw new Error("No client files were found there. A file that is named is always read.");
  const actor = await operatorActor(options.as);
  const { results, unread } = await importAll(actor, found.files);
  const files = [
    ...results.flatMap((result) => result.files),
    ...[...found.unread, ...unread].map(({ path, reason }) => ({ path, ok: false as const, reason })),
  ];
  const sum = (pick: (result: ImportResult) => number) =>
    results.reduce((total, one) => total + pick(one), 0);
  const totals = {
    files: files.length,
    newCandidates: sum((one) => one.newCount),
    secrets: sum((one) => one.secretCount),
  };
  const registered = options.register === true ? await registerFound(actor, readPaths(results), options) : [];
  answer(options.json, { ...totals, results: files, registered }, () => report(totals, registered));
  for (const file of files) if (!file.ok) console.error(`${file.path}: ${file.reason}`);
  if (!files.some((file) => file.ok)) process.exitCode = 1;
}

async function importAll(actor: PersonActor, paths: readonly string[]) {
  const results: ImportResult[] = [];
  const unread: Unread[] = [];
  let batch: FoundFile[] = [];
  let bytes = 0;
  const flush = async () => {
    if (batch.length > 0) results.push(await importFiles(actor, { files: batch }));
    batch = [];
    bytes = 0;
  };
  for (const [index, path] of paths.entries()) {
    const read = await readClientText(path);
    if ("reason" in read) {
      unread.push(read);
      continue;
    }
    if (batch.length >= BATCH_FILES || bytes + read.content.length > BATCH_BYTES) await flush();
    batch.push(read);
    bytes += read.content.length;
    progress(`Read ${index + 1} of ${paths.length} files`);
  }
  await flush();
  progress("");
  return { results, unread };
}

function readPaths(results: readonly ImportResult[]): Set<string> {
  return new Set(
    results.flatMap((result) => result.files.filter((file) => file.ok).map((file) => file.path)),
  );
}

function report(
  totals: { files: number; newCandidates: number; secrets: number },
  registered: readonly Registered[],
): string[] {
  return [
    `${totals.files} file(s) read, ${totals.newCandidates} new candidate(s), ${totals.secrets} secret(s) found and not kept.`,
    ...aligned(
      registered.map((one) => [
        one.slug === null ? "not registered" : "registered",
        one.name,
        one.reason ?? "",
      ]),
    ),
  ];
}

function words(unread: readonly Unread[]): string[] {
  return unread.map(({ path, reason }) => `${path}: ${reason}`);
}
