import { createServer, type Server } from "node:http";

/** Headers that the decisions process sends too; node:http adds the rest to both. */
const REQUEST_ID = "00000000-0000-4000-8000-000000000000";

/**
 * Parses the body and answers a constant: what the platform itself costs. What it sends is as long as an answer of the
 * decisions process, header by header, so that neither is spared a byte.
 */
export function bareServer(text: string): Server {
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(text)),
    "Cache-Control": "no-store",
    "X-Request-ID": REQUEST_ID,
  };
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      JSON.parse(Buffer.concat(chunks).toString("utf8"));
      response.writeHead(200, headers).end(text);
    });
  });
}
