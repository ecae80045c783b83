import type { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { authorize, parseInput } from "../kernel/authorize.ts";
import { fingerprintCredential } from "../kernel/secrets.ts";
import { recordImport } from "./commands/record-import.ts";
import { safePath } from "./find-secrets.ts";
import { importFilesInput } from "./input.ts";
import { mergeSightings } from "./merge-sightings.ts";
import type { ImportedFile, SeenFile, Sighting } from "./model.ts";
import { listForeignPlaces } from "./queries/list-foreign-places.ts";
import { readSightings } from "./read-sightings.ts";

/** What an import answers: per file what was found or why it was not read, and what is new. */
export interface ImportResult {
  importId: string;
  files: ImportedFile[];
  candidateCount: number;
  newCount: number;
  secretCount: number;
  /** Places of this machine's files that no longer show a server they showed before. */
  goneCount: number;
}

/** Characters of all files of one import together. */
const IMPORT_CHARS_MAX = 20_000_000;
const TOO_MUCH = "The files of this import are larger than 20 MB together. Import this one by itself.";

const NOT_YOURS =
  "Somebody else told what this file of this machine holds, so it was not read. Give every sender a machine of its own, or let an administrator import it once as empty.";

/**
 * Reads client files and records what they declare as candidates. A file that cannot be read says why; the others
 * are imported all the same, in one transaction. Secrets become fingerprints here, in memory, before anything is
 * written (product rule 7): what reaches the command holds none. A program speaks only for places that nobody else told of.
 *
 * @throws AppError `invalid` or `forbidden`
 */
export async function importFiles(
  actor: Actor,
  input: z.input<typeof importFilesInput>,
): Promise<ImportResult> {
  // A file that is no text is answered by itself; the others are imported all the same.
  const given = parseInput(importFilesInput, input, { allowsNul: true });
  await authorize(actor, "import:create", "import-files");
  const fingerprint = (value: string) => fingerprintCredential(actor.organizationId, value);
  const machine = safePath(given.machine, fingerprint);
  const files: ImportedFile[] = [];
  const seenFiles: SeenFile[] = [];
  const sightings: Sighting[] = [];
  const placeOf: (SeenFile | null)[] = [];
  let readChars = 0;
  for (const file of given.files) {
    readChars += file.content.length;
    if (readChars > IMPORT_CHARS_MAX) {
      files.push({ path: safePath(file.path, fingerprint), ok: false, reason: TOO_MUCH });
      placeOf.push(null);
      continue;
    }
    const ofMachine = file.machine === undefined ? machine : safePath(file.machine, fingerprint);
    const read = await readSightings({ ...file, machine: ofMachine }, fingerprint);
    files.push(read.outcome);
    sightings.push(...read.sightings);
    const place = read.outcome.ok ? { machine: ofMachine, path: read.outcome.path } : null;
    placeOf.push(place);
    if (place !== null) seenFiles.push(place);
  }
  const foreign = new Set((await listForeignPlaces(actor, { places: seenFiles })).map(placeKey));
  const isOwn = (place: SeenFile) => !foreign.has(placeKey(place));
  const answers = files.map((outcome, index): ImportedFile => {
    const place = placeOf[index];
    return place == null || isOwn(place) ? outcome : { path: outcome.path, ok: false, reason: NOT_YOURS };
  });
  const own = sightings.filter(isOwn);
  const recorded = await recordImport(actor, {
    machine,
    source: actor.kind === "token" ? "api" : "web",
    files: answers,
    seenFiles: seenFiles.filter(isOwn),
    serverCount: own.length,
    candidates: mergeSightings(own),
  });
  return { ...recorded, files: answers };
}

function placeKey({ machine, path }: SeenFile): string {
  return JSON.stringify([machine, path]);
}
