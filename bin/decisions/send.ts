import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply } from "./answer-questions.ts";

/** Sends one answer as it is; everything an answer needs is written at once, because it costs as much as the answer. */
export function send(response: ServerResponse, requestId: string, { status, body }: Reply): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  const headers = [
    "Content-Type",
    "application/json",
    "Content-Length",
    String(length),
    "Cache-Control",
    "no-store",
    "X-Request-ID",
    requestId,
  ];
  if (status === 401) headers.push("WWW-Authenticate", "Bearer");
  // What is left of a body that was refused is not read.
  if (status === 413) headers.push("Connection", "close");
  // What is as long in bytes as in characters is ASCII, which is written without being encoded.
  response.writeHead(status, headers).end(text, length === text.length ? "latin1" : "utf8");
}

export function sendText(response: ServerResponse, requestId: string, text: string): void {
  const headers = { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "X-Request-ID": requestId };
  response.writeHead(200, headers).end(text);
}

export function sendMethodNotAllowed(response: ServerResponse, requestId: string, allow: string): void {
  response.setHeader("Allow", allow);
  const body = { error: { code: "invalid", words: `Use ${allow}.` } };
  send(response, requestId, { status: 405, body, answers: [] });
}

/** The caller's id where it is a plain one, so that logs on both sides meet; else one of ours. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}
