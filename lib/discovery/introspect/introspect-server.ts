import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import { askServer, type Found, type Mode, type Terms } from "./ask-server.ts";
import { openHttpTransport } from "./http-transport.ts";
import {
  DEFAULT_INTROSPECTION_LIMITS,
  type Introspection,
  IntrospectionFailure,
  type IntrospectionLimits,
  type IntrospectionSurroundings,
  type IntrospectionTarget,
} from "./introspection.ts";
import { possiblySecret, scrubber, surelySecret } from "./scrub.ts";
import { BoundedStdioTransport } from "./stdio-transport.ts";

/**
 * Asks a server what it is and what it offers, for real: starts the process or calls the address. Speaks the
 * 2026-07-28 protocol first (`server/discover`), then the older `initialize`. Never throws, never outlives
 * `limits.timeoutMs` by more than the time to end processes (1 s for those that do not mind SIGTERM), and leaves
 * no process behind. A process gets no environment but its own, a search path and an empty home.
 */
export async function introspectServer(
  target: IntrospectionTarget,
  surroundings: IntrospectionSurroundings,
  bounds: Partial<IntrospectionLimits> = {},
): Promise<Introspection> {
  const limits = { ...DEFAULT_INTROSPECTION_LIMITS, ...bounds };
  const startedAt = performance.now();
  // A definition must not be mangled by a harmless value, so less is taken out of it than out of a message.
  const own = surroundings.ownSecrets ?? [];
  const given = target.transport === "stdio" ? target.env : target.headers;
  const possible =
    target.transport === "stdio" ? possiblySecret(target.args, target.env) : urlSecrets(target);
  const said = scrubber([...own, ...possible], "output");
  const kept = scrubber([...own, ...surelySecret(given)], "prose");
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const durationMs = () => Math.round(performance.now() - startedAt);
  try {
    const found = await (target.transport === "stdio"
      ? overStdio(target, surroundings, { limits, deadline, scrub: kept }, said)
      : overHttp(target, surroundings, { limits, deadline, scrub: kept }));
    return { ok: true, ...found, durationMs: durationMs() };
  } catch (error) {
    const { code, message } = failureOf(error, deadline, limits);
    return { ok: false, code, message: said(message), durationMs: durationMs() };
  }
}

async function overStdio(
  target: Extract<IntrospectionTarget, { transport: "stdio" }>,
  { searchPath, packageCache, trust }: IntrospectionSurroundings,
  terms: Terms,
  said: (text: string) => string,
): Promise<Found> {
  const { limits, deadline } = terms;
  const home = await mkdtemp(join(tmpdir(), "steward-introspect-")).catch((cause: unknown) => {
    throw new IntrospectionFailure(
      "could_not_start",
      "No temporary folder could be made for the server. Check the disk.",
      { cause },
    );
  });
  const caches =
    packageCache === undefined
      ? {}
      : { NPM_CONFIG_CACHE: join(packageCache, "npm"), UV_CACHE_DIR: join(packageCache, "uv") };
  const env = { PATH: searchPath, HOME: home, LANG: "C.UTF-8", ...trust, ...caches, ...target.env };
  const attempt = async (mode: Mode) => {
    const transport = new BoundedStdioTransport({ ...target, env, cwd: target.cwd ?? home }, limits);
    try {
      return await askServer(transport, transport.failed, mode, terms);
    } catch (error) {
      throw withStderr(error, said(transport.stderrTail));
    } finally {
      await transport.close();
    }
  };
  try {
    // Some older servers end at a question they do not know; they get a second life and the older handshake.
    return await attempt("auto").catch((error: unknown) => {
      if (error instanceof IntrospectionFailure && error.code === "exited" && !deadline.aborted)
        return attempt("legacy");
      throw error;
    });
  } finally {
    // An empty folder left in the temporary place must not turn a good answer into a failure.
    await rm(home, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function overHttp(
  target: Extract<IntrospectionTarget, { url: string }>,
  { allowPrivateAddresses }: IntrospectionSurroundings,
  terms: Terms,
): Promise<Found> {
  const { transport, failed } = openHttpTransport(target, terms.limits, allowPrivateAddresses);
  try {
    return await askServer(transport, failed, target.transport === "sse" ? "legacy" : "auto", terms);
  } finally {
    await transport.close();
  }
}

function failureOf(error: unknown, deadline: AbortSignal, limits: IntrospectionLimits): IntrospectionFailure {
  if (error instanceof IntrospectionFailure) return error;
  const isTimeout = error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout;
  if (deadline.aborted || isTimeout) {
    const seconds = limits.timeoutMs / 1000;
    return new IntrospectionFailure(
      "timeout",
      `The server did not answer within ${seconds} seconds. Check that it starts without asking questions and is an MCP server.`,
    );
  }
  return new IntrospectionFailure(
    "bad_answer",
    "The server answered, but not as an MCP server does. Check the address or command, and its version.",
    { cause: error },
  );
}

/** An exit is best explained by the server's own last words. */
function withStderr(error: unknown, stderr: string): unknown {
  const lastWords = stderr
    .replace(/\p{Cc}(?<![\n])/gu, " ")
    .trim()
    .slice(-STDERR_SHOWN_CHARS);
  if (!(error instanceof IntrospectionFailure) || error.code !== "exited" || lastWords === "") return error;
  return new IntrospectionFailure("exited", `${error.message} It said: ${lastWords}`, { cause: error });
}

const STDERR_SHOWN_CHARS = 4_096;

/** Header values and what a URL may carry: a password and the values of its query. */
function urlSecrets({ headers, url }: Extract<IntrospectionTarget, { url: string }>): string[] {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const values = Object.values(headers).flatMap((value) => [value, ...value.split(" ")]);
  return [...values, ...(parsed?.searchParams.values() ?? []), parsed?.password ?? ""];
}
