import type { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import { authorize, parseInput } from "../kernel/authorize.ts";
import { fingerprintCredential } from "../kernel/secrets.ts";
import { recordImport } from "./commands/record-import.ts";
import { findSecrets, safePath } from "./find-secrets.ts";
import { importFilesInput } from "./input.ts";
import { mergeSightings } from "./merge-sightings.ts";
import type { ImportedFile, Sighting } from "./model.ts";
import { readClientFile } from "./read-client-file.ts";

/** What an import answers: per file what was found or why it was not read, and what is new. */
export interface ImportResult {
  importId: string;
  files: ImportedFile[];
  candidateCount: number;
  newCount: number;
  secretCount: number;
}

/** Characters of all files of one import together. */
const IMPORT_CHARS_MAX = 20_000_000;
const TOO_MUCH = "The files of this import are larger than 20 MB together. Import this one by itself.";

/**
 * Reads client files and records what they declare as candidates. A file that cannot be read says why; the others
 * are imported all the same, in one transaction. Secrets become fingerprints here, in memory, before anything is
 * written (product rule 7): what reaches the command holds none.
 *
 * @throws AppError `invalid` or `forbidden`
 */
export async function importFiles(
  actor: Actor,
  input: z.input<typeof importFilesInput>,
): Promise<ImportResult> {
  // A file that is no text is answered by itself; the others are imported all the same.
  const { files } = parseInput(importFilesInput, input, { allowsNul: true });
  await authorize(actor, "import:create", "import-files");
  const fingerprint = (value: string) => fingerprintCredential(actor.organizationId, value);
  const outcomes: ImportedFile[] = [];
  const sightings: Sighting[] = [];
  let readChars = 0;
  for (const { path: givenPath, content } of files) {
    // A folder may be named after a token; what is shown and kept is the path without it.
    const path = safePath(givenPath, fingerprint);
    readChars += content.length;
    if (readChars > IMPORT_CHARS_MAX) {
      outcomes.push({ path, ok: false, reason: TOO_MUCH });
      continue;
    }
    const read = readClientFile(givenPath, content);
    if (!read.ok) {
      outcomes.push({ path, ok: false, reason: read.reason });
      continue;
    }
    const extractions = await findSecrets(read.servers, fingerprint);
    for (const { server, secrets } of extractions)
      sightings.push({ client: read.client, path, server, secrets });
    outcomes.push({
      path,
      ok: true,
      client: read.client,
      serverCount: read.servers.length,
      secretCount: extractions.reduce((sum, one) => sum + one.secrets.length, 0),
      warnings: read.warnings,
    });
  }
  const recorded = await recordImport(actor, { files: outcomes, candidates: mergeSightings(sightings) });
  return { ...recorded, files: outcomes };
}
