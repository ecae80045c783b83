import { Agent, buildConnector, fetch as undiciFetch } from "undici";
import { type AllowedAddresses, guardedLookup, refuseLiteralAddress } from "./outgoing-address.ts";
import { boundedBody } from "./outgoing-body.ts";
import { OutgoingError, outgoingErrorIn } from "./outgoing-error.ts";
import { type Hop, nextHop } from "./outgoing-redirect.ts";

export type OutgoingPolicy = {
  allowPrivateAddresses: AllowedAddresses;
  /** From the call to the last byte of the answer. */
  timeoutMs: number;
  /** After decompression. */
  maxResponseBytes: number;
  maxRedirects: number;
};

export const DEFAULT_OUTGOING_POLICY: OutgoingPolicy = {
  allowPrivateAddresses: [],
  timeoutMs: 20_000,
  maxResponseBytes: 16_777_216,
  maxRedirects: 5,
};

/**
 * The one way to call a URL that a user gave. A `fetch` that opens sockets only to public addresses and those
 * the policy allows, checks every redirect again, and is bounded in time and bytes. Proxy settings of the
 * environment are not used. Throws OutgoingError; the caller's own abort is rethrown as it is.
 */
export function createOutgoingFetch(given: Partial<OutgoingPolicy> = {}): typeof fetch {
  const policy = { ...DEFAULT_OUTGOING_POLICY, ...given };
  const agent = guardedAgent(policy);
  return async (input, init) => {
    const request = outgoingRequest(new Request(dropUserInfo(input), withoutUndefined(init)), input);
    const body = await bodyBytes(request.source);
    const deadline = AbortSignal.timeout(policy.timeoutMs);
    const call = { agent, policy, deadline, signal: AbortSignal.any([request.source.signal, deadline]) };
    return followRedirects(call, { ...request, body, redirectsLeft: policy.maxRedirects });
  };
}

type Call = { agent: Agent; policy: OutgoingPolicy; deadline: AbortSignal; signal: AbortSignal };
async function followRedirects(call: Call, first: Hop): Promise<Response> {
  let hop = first;
  for (;;) {
    const response = await send(call, hop);
    const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
    if (location === null || hop.source.redirect === "manual") return response;
    await response.body?.cancel();
    if (hop.source.redirect === "error" || hop.redirectsLeft === 0) {
      throw new OutgoingError(
        "too_many_redirects",
        `${hop.url.host} redirects too often. Use the final address.`,
      );
    }
    hop = nextHop(hop, response.status, location);
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

async function send(call: Call, hop: Hop): Promise<Response> {
  refuseScheme(hop.url);
  try {
    const response = await undiciFetch(hop.url.href, {
      method: hop.method,
      headers: [...hop.headers],
      body: hop.body ?? null,
      redirect: "manual",
      signal: call.signal,
      dispatcher: call.agent,
    });
    const fail = (error: unknown) => translate(error, call, hop);
    // undici types the chunks of a body as any; the Fetch standard has them as bytes.
    const body = boundedBody(
      response.body as ReadableStream<Uint8Array> | null,
      call.policy.maxResponseBytes,
      hop.url.host,
      fail,
    );
    return asResponse(body, response, hop.url);
  } catch (error) {
    throw translate(error, call, hop);
  }
}

function asResponse(
  body: ReadableStream | null,
  answer: Awaited<ReturnType<typeof undiciFetch>>,
  url: URL,
): Response {
  const bodyless = [101, 204, 205, 304].includes(answer.status);
  const response = new Response(bodyless ? null : body, {
    status: answer.status,
    statusText: answer.statusText,
    headers: [...answer.headers],
  });
  // A Response made by hand has no address of its own; readers of event streams ask for it.
  return Object.defineProperty(response, "url", { value: url.href });
}

function guardedAgent(policy: OutgoingPolicy): Agent {
  return new Agent({
    keepAliveTimeout: 1_000,
    connect(options, callback) {
      const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
      try {
        refuseLiteralAddress(options.hostname, port, policy.allowPrivateAddresses);
      } catch (error) {
        callback(error as Error, null); // refuseLiteralAddress throws nothing but an OutgoingError
        return;
      }
      const lookup = guardedLookup(port, policy.allowPrivateAddresses);
      buildConnector({ lookup, timeout: policy.timeoutMs })(options, callback);
    },
  });
}

function refuseScheme(url: URL): void {
  if (url.protocol === "http:" || url.protocol === "https:") return;
  throw new OutgoingError("unsupported_scheme", "Only http and https addresses can be used.");
}

/** Credentials written into the URL become a header, so that no error or log shows them with the address. */
function outgoingRequest(
  source: Request,
  input: RequestInfo | URL,
): Pick<Hop, "source" | "url" | "method" | "headers"> {
  const given = input instanceof Request ? undefined : new URL(input);
  const headers = new Headers(source.headers);
  if (given?.username && !headers.has("authorization")) {
    const pair = `${decodeURIComponent(given.username)}:${decodeURIComponent(given.password)}`;
    headers.set("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
  }
  return { source, url: new URL(source.url), method: source.method, headers };
}

function dropUserInfo(input: RequestInfo | URL): Request | URL {
  if (input instanceof Request) return input;
  if (!URL.canParse(String(input))) throw new OutgoingError("unsupported_scheme", "This is not an address.");
  const url = new URL(input);
  refuseScheme(url);
  url.username = "";
  url.password = "";
  return url;
}

function withoutUndefined(init: RequestInit | undefined): RequestInit {
  return Object.fromEntries(Object.entries(init ?? {}).filter(([, value]) => value !== undefined));
}

async function bodyBytes(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
}

function translate(error: unknown, call: Call, hop: Hop): unknown {
  const known = outgoingErrorIn(error);
  if (known) return known;
  const host = hop.url.host;
  if (call.deadline.aborted) {
    return new OutgoingError(
      "timeout",
      `${host} did not answer within ${call.policy.timeoutMs / 1000} seconds.`,
    );
  }
  if (call.signal.aborted) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new OutgoingError("unreachable", unreachableWords(code, host), { cause });
}

function unreachableWords(code: string, host: string): string {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `The name ${host} cannot be found. Check the spelling.`;
  if (code === "ECONNREFUSED") return `Nothing is listening at ${host}. Check that the server is running.`;
  if (/CERT|SELF_SIGNED|ERR_TLS/.test(code)) return `The certificate of ${host} cannot be trusted (${code}).`;
  return `${host} could not be reached, or broke off the connection. Try again later.`;
}
