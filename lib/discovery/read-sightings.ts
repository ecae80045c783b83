import { findSecrets, safePath } from "./find-secrets.ts";
import type { ImportedFile, Sighting } from "./model.ts";
import { readClientFile } from "./read-client-file.ts";

interface GivenFile {
  machine: string;
  path: string;
  content: string;
}

/**
 * Reads one client file: its servers without their secrets, and what became of the file. A folder may be named after a
 * token; what is shown and kept is the path without it.
 */
export async function readSightings(
  { machine, path: givenPath, content }: GivenFile,
  fingerprint: (value: string) => string,
): Promise<{ outcome: ImportedFile; sightings: Sighting[] }> {
  const path = safePath(givenPath, fingerprint);
  const read = readClientFile(givenPath, content);
  if (!read.ok) return { outcome: { path, ok: false, reason: read.reason }, sightings: [] };
  const extractions = await findSecrets(read.servers, fingerprint);
  return {
    outcome: {
      path,
      ok: true,
      client: read.client,
      serverCount: read.servers.length,
      secretCount: extractions.reduce((sum, one) => sum + one.secrets.length, 0),
      warnings: read.warnings,
    },
    sightings: extractions.map((extraction) => ({ machine, client: read.client, path, ...extraction })),
  };
}
