import {
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from "@modelcontextprotocol/client";
import { type OutgoingError, outgoingErrorIn } from "#lib/kernel/outgoing-error.ts";
import { createOutgoingFetch } from "#lib/kernel/outgoing-http.ts";
import { IntrospectionFailure, type IntrospectionLimits, type IntrospectionTarget } from "./introspection.ts";

export type WatchedTransport = { transport: Transport; failed: Promise<never> };

/**
 * The SDK's HTTP transport over the guarded client. What the guard or the server's status says is reported through
 * `failed`, because the SDK wraps errors in different ways on different paths.
 */
export function openHttpTransport(
  target: Extract<IntrospectionTarget, { url: string }>,
  limits: IntrospectionLimits,
  allowPrivateAddresses: readonly string[],
): WatchedTransport {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined); // always raced by the introspection; this only keeps a late one quiet
  const guarded = createOutgoingFetch({
    allowPrivateAddresses,
    timeoutMs: limits.timeoutMs,
    maxResponseBytes: limits.maxOutputBytes,
  });
  // The client's own bound is on one response; a list of many pages is bounded as a whole.
  const budget = { leftBytes: limits.maxOutputBytes };
  const watched: typeof fetch = async (input, init) => {
    try {
      const response = await guarded(input, init);
      // A stream beside the conversation is optional in streamable HTTP: a server may well refuse to open one.
      const isOptional = target.transport !== "sse" && init?.method !== "POST";
      if (isOptional) return response.body ? watchBody(response, budget, reject, () => undefined) : response;
      if (response.status === 401 || response.status === 403) reject(unauthorized(response.status));
      if (response.status >= 500) reject(broken(response.status));
      return response.body ? watchBody(response, budget, reject, reject) : response;
    } catch (error) {
      const known = outgoingErrorIn(error);
      if (known) reject(failureOf(known));
      throw error;
    }
  };
  if (!URL.canParse(target.url))
    throw new IntrospectionFailure("unreachable", "This is not an address. Check how it is written.");
  const url = new URL(target.url);
  // Redirects are followed by the guarded client, which checks each address and drops credentials across origins.
  const options = { fetch: watched, requestInit: { headers: target.headers } };
  const transport =
    target.transport === "sse"
      ? new SSEClientTransport(url, options)
      : new StreamableHTTPClientTransport(url, {
          ...options,
          reconnectionOptions: NO_RECONNECTION,
          redirectPolicy: "follow",
        });
  return { transport, failed };
}

const NO_RECONNECTION = {
  maxRetries: 0,
  initialReconnectionDelay: 1_000,
  maxReconnectionDelay: 1_000,
  reconnectionDelayGrowFactor: 1,
};

/** Errors in the middle of a body reach the SDK as a broken stream; here they are seen as what they are. */
function watchBody(
  response: Response,
  budget: { leftBytes: number },
  onFlood: (failure: IntrospectionFailure) => void,
  onFailure: (failure: IntrospectionFailure) => void,
): Response {
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      budget.leftBytes -= chunk.byteLength;
      if (budget.leftBytes >= 0) return controller.enqueue(chunk);
      const failure = new IntrospectionFailure(
        "flooded",
        "The server answers without end. It was not read further; check how much it lists.",
      );
      onFlood(failure);
      controller.error(failure);
    },
  });
  response.body?.pipeTo(watch.writable).catch((error: unknown) => {
    const known = outgoingErrorIn(error);
    if (known) onFailure(failureOf(known));
  });
  const { status, statusText, headers, url } = response;
  return Object.defineProperty(new Response(watch.readable, { status, statusText, headers }), "url", {
    value: url,
  });
}

function failureOf(error: OutgoingError): IntrospectionFailure {
  const code = {
    address_refused: "address_refused",
    timeout: "timeout",
    too_large: "flooded",
    too_many_redirects: "unreachable",
    unsupported_scheme: "address_refused",
    unreachable: "unreachable",
  } as const;
  return new IntrospectionFailure(code[error.code], error.message, { cause: error });
}

function unauthorized(status: number): IntrospectionFailure {
  const words =
    status === 401
      ? "The server asks for a sign-in (401). Steward keeps no secrets, so it asks without one; have the server list its tools without a sign-in, or give Steward an address where it does."
      : "The server refuses Steward (403), which asks without a sign-in. Ask who runs the server to let Steward list its tools.";
  return new IntrospectionFailure("unauthorized", words);
}

function broken(status: number): IntrospectionFailure {
  return new IntrospectionFailure(
    "unreachable",
    `The server answers with an error of its own (${status}). Try again later.`,
  );
}
