/** What became of one file, as `POST /api/v1/imports` answers it. */
export type ReadFile =
  | { path: string; ok: true; client: string; serverCount: number; secretCount: number; warnings: string[] }
  | { path: string; ok: false; reason: string };

export interface ImportAnswer {
  files: ReadFile[];
  newCount: number;
}

/** Bytes. No client's configuration is larger; the server refuses more, so it is not sent at all. */
const FILE_BYTES_MAX = 5_000_000;
/** Bytes of one request; files beyond it go in the next. */
const REQUEST_BYTES_MAX = 15_000_000;
/** Few enough that progress is seen. */
const FILES_PER_REQUEST = 100;

/**
 * Sends files in as many requests as they need. Files too large to be a configuration are answered here.
 *
 * @throws Error with words for the person when a request failed; what earlier requests imported stays
 */
export async function sendFiles(
  files: readonly File[],
  machine: string,
  onProgress: (doneCount: number) => void,
): Promise<ImportAnswer> {
  const answer: ImportAnswer = { files: [], newCount: 0 };
  const readable: File[] = [];
  for (const file of files) {
    if (file.size <= FILE_BYTES_MAX) readable.push(file);
    else answer.files.push({ path: pathOf(file), ok: false, reason: tooLarge(file) });
  }
  for (const batch of batches(readable)) {
    const part = await sendBatch(batch, machine);
    answer.files.push(...part.files);
    answer.newCount += part.newCount;
    onProgress(answer.files.length);
  }
  return answer;
}

async function sendBatch(files: readonly File[], machine: string): Promise<ImportAnswer> {
  const contents = await Promise.all(
    files.map(async (file) => ({ path: pathOf(file), content: await file.text() })),
  );
  const response = await fetch("/api/v1/imports", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ machine, files: contents }),
  });
  const body: unknown = await response.json().catch(() => null);
  // Our own route's answer on success; a problem document (RFC 9457) otherwise.
  if (response.ok) return body as ImportAnswer;
  const { detail, requestId } = (body ?? {}) as { detail?: string; requestId?: string };
  throw new Error(
    `${detail ?? "The server did not answer as expected."}${requestId ? ` (request ${requestId})` : ""}`,
  );
}

function batches(files: readonly File[]): File[][] {
  const all: File[][] = [];
  let current: File[] = [];
  let bytes = 0;
  for (const file of files) {
    if (
      current.length > 0 &&
      (bytes + file.size > REQUEST_BYTES_MAX || current.length >= FILES_PER_REQUEST)
    ) {
      all.push(current);
      current = [];
      bytes = 0;
    }
    current.push(file);
    bytes += file.size;
  }
  return current.length === 0 ? all : [...all, current];
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}

function tooLarge(file: File): string {
  return `The file has ${Math.round(file.size / 1_000_000)} MB; no client's configuration is larger than 5 MB. It was not sent.`;
}
