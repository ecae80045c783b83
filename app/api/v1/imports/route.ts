import { importFiles } from "#lib/discovery/import-files.ts";
import { importFilesInput } from "#lib/discovery/input.ts";
import { apiRoute } from "#lib/doors/api-route.ts";

/** Five times the largest file that is read; what is larger comes in several imports. */
const BODY_BYTES_MAX = 25_000_000;

export const POST = apiRoute(
  { input: importFilesInput, permission: "import:create" },
  {
    says: "Reads client files: the candidates found, and per file what became of it.",
    status: 201,
    bodyBytesMax: BODY_BYTES_MAX,
  },
  ({ actor, input }) => importFiles(actor, input),
);
