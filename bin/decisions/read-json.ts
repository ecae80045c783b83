import type { IncomingMessage } from "node:http";

/** 64 KB: a hundred questions fit well. */
export const MAX_BODY_BYTES = 65_536;

export type ReadBody = { ok: true; value: unknown } | { ok: false; status: 400 | 413 | 415; words: string };

const WRONG_TYPE: ReadBody = { ok: false, status: 415, words: "Send the question as application/json." };
const TOO_LONG: ReadBody = { ok: false, status: 413, words: `Send at most ${MAX_BODY_BYTES} bytes.` };
const CUT_SHORT: ReadBody = { ok: false, status: 400, words: "The body ended too early." };
const NOT_JSON: ReadBody = { ok: false, status: 400, words: "The body is not JSON." };

/**
 * Reads a JSON body of at most 64 KB and calls back once. By events, because an iterator over the body takes longer than
 * the answer. Never throws for what a caller sent.
 */
export function readJson(request: IncomingMessage, done: (body: ReadBody) => void): void {
  if (!isJson(request.headers["content-type"])) {
    done(WRONG_TYPE);
    return;
  }
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  let size = 0;
  let isDone = false;
  const finish = (body: ReadBody) => {
    if (isDone) return;
    isDone = true;
    done(body);
  };
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) finish(TOO_LONG);
    else if (first === undefined) first = chunk;
    else if (more === undefined) more = [first, chunk];
    else more.push(chunk);
  });
  request.on("end", () => {
    if (isDone) return;
    const bytes = more === undefined ? first : Buffer.concat(more);
    finish(bytes === undefined ? NOT_JSON : parse(bytes));
  });
  request.on("error", () => finish(CUT_SHORT));
  request.on("aborted", () => finish(CUT_SHORT));
}

function isJson(type: string | undefined): boolean {
  if (type === "application/json") return true;
  return type?.split(";")[0]?.trim().toLowerCase() === "application/json";
}

function parse(bytes: Buffer): ReadBody {
  try {
    return { ok: true, value: JSON.parse(bytes.toString("utf8")) };
  } catch {
    return NOT_JSON;
  }
}
