import type { IncomingMessage } from "node:http";

/** 64 KB: a hundred questions fit well. */
export const MAX_BODY_BYTES = 65_536;

export type ReadBody = { ok: true; value: unknown } | { ok: false; status: 400 | 413 | 415; words: string };

/** Reads a JSON body of at most 64 KB. Never throws for what a caller sent. */
export async function readJson(request: IncomingMessage): Promise<ReadBody> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    return { ok: false, status: 415, words: "Send the question as application/json." };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES)
        return { ok: false, status: 413, words: `Send at most ${MAX_BODY_BYTES} bytes.` };
      chunks.push(chunk);
    }
  } catch {
    return { ok: false, status: 400, words: "The body ended too early." };
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch {
    return { ok: false, status: 400, words: "The body is not JSON." };
  }
}
