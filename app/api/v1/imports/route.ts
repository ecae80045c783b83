import type { z } from "zod";
import { importFiles } from "#lib/discovery/import-files.ts";
import type { importFilesInput } from "#lib/discovery/input.ts";
import { route } from "#lib/doors/route.ts";

/** Five times the largest file that is read; what is larger comes in several imports. */
const BODY_BYTES_MAX = 25_000_000;

/** `POST { machine?, files: [{ path, content, machine? }] }` -> candidates found, per file what became of it. */
export const POST = route(
  // The schema inside judges what came in.
  ({ actor, body }) => importFiles(actor, body as z.input<typeof importFilesInput>),
  { status: 201, bodyBytesMax: BODY_BYTES_MAX, isIdempotent: true },
);
