import { OutgoingError } from "./outgoing-error.ts";

/** One request of a chain of redirects. */
export type Hop = {
  source: Request;
  url: URL;
  method: string;
  headers: Headers;
  body: Uint8Array<ArrayBuffer> | undefined;
  redirectsLeft: number;
};

/** Fetch standard, "HTTP-redirect fetch": 303, and 301 or 302 after POST, become GET without a body. */
export function nextHop(hop: Hop, status: number, location: string): Hop {
  if (!URL.canParse(location, hop.url)) {
    throw new OutgoingError("unreachable", `${hop.url.host} redirects to something that is not an address.`);
  }
  const url = new URL(location, hop.url);
  url.username = "";
  url.password = "";
  const becomesGet = status === 303 ? hop.method !== "HEAD" : status < 303 && hop.method === "POST";
  const headers = new Headers(hop.headers);
  // Any header may carry a key (x-api-key and the like), so another origin gets only those that cannot.
  if (url.origin !== hop.url.origin)
    for (const name of hop.headers.keys()) if (!HARMLESS.has(name)) headers.delete(name);
  if (becomesGet) headers.delete("content-type");
  return {
    ...hop,
    url,
    headers,
    method: becomesGet ? "GET" : hop.method,
    body: becomesGet ? undefined : hop.body,
    redirectsLeft: hop.redirectsLeft - 1,
  };
}

const HARMLESS = new Set([
  "accept",
  "accept-language",
  "content-type",
  "user-agent",
  "mcp-protocol-version",
  "mcp-method",
]);
