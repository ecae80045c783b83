import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Client,
  type RequestOptions,
  SdkError,
  SdkErrorCode,
  type Transport,
} from "@modelcontextprotocol/client";
import { z } from "zod";
import { openHttpTransport } from "./http-transport.ts";
import {
  DEFAULT_INTROSPECTION_LIMITS,
  type Introspection,
  IntrospectionFailure,
  type IntrospectionLimits,
  type IntrospectionSurroundings,
  type IntrospectionTarget,
} from "./introspection.ts";
import { readTools } from "./read-tools.ts";
import { possiblySecret, scrubber } from "./scrub.ts";
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
  given: Partial<IntrospectionLimits> = {},
): Promise<Introspection> {
  const limits = { ...DEFAULT_INTROSPECTION_LIMITS, ...given };
  const startedAt = performance.now();
  const scrub = scrubber(
    target.transport === "stdio" ? possiblySecret(target.args, target.env) : headerSecrets(target),
  );
  const deadline = AbortSignal.timeout(limits.timeoutMs);
  const durationMs = () => Math.round(performance.now() - startedAt);
  try {
    const found = await (target.transport === "stdio"
      ? overStdio(target, surroundings, limits, deadline, scrub)
      : overHttp(target, surroundings, limits, deadline));
    return { ok: true, ...found, durationMs: durationMs() };
  } catch (error) {
    const { code, message } = failureOf(error, deadline, limits);
    return { ok: false, code, message: scrub(message), durationMs: durationMs() };
  }
}

type Found = Omit<Extract<Introspection, { ok: true }>, "ok" | "durationMs">;
type Mode = "auto" | "legacy";

async function overStdio(
  target: Extract<IntrospectionTarget, { transport: "stdio" }>,
  { searchPath }: IntrospectionSurroundings,
  limits: IntrospectionLimits,
  deadline: AbortSignal,
  scrub: (text: string) => string,
): Promise<Found> {
  const home = await mkdtemp(join(tmpdir(), "steward-introspect-"));
  const env = { PATH: searchPath, HOME: home, LANG: "C.UTF-8", ...target.env };
  const attempt = async (mode: Mode) => {
    const transport = new BoundedStdioTransport({ ...target, env, cwd: target.cwd ?? home }, limits);
    try {
      return await ask(transport, transport.failed, mode, limits, deadline);
    } catch (error) {
      throw withStderr(error, scrub(transport.stderrTail));
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
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function overHttp(
  target: Extract<IntrospectionTarget, { url: string }>,
  { allowPrivateAddresses }: IntrospectionSurroundings,
  limits: IntrospectionLimits,
  deadline: AbortSignal,
): Promise<Found> {
  const { transport, failed } = openHttpTransport(target, limits, allowPrivateAddresses);
  try {
    return await ask(transport, failed, target.transport === "sse" ? "legacy" : "auto", limits, deadline);
  } finally {
    await transport.close();
  }
}

/** One conversation. Ends at the first of: an answer, a failure the transport reports, the deadline. */
async function ask(
  transport: Transport,
  failed: Promise<never>,
  mode: Mode,
  limits: IntrospectionLimits,
  deadline: AbortSignal,
): Promise<Found> {
  const probe = { timeoutMs: Math.min(limits.probeTimeoutMs, limits.timeoutMs / 2) };
  const client = capableClient(mode, probe);
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener("abort", () => reject(deadline.reason), { once: true });
    if (deadline.aborted) reject(deadline.reason);
  });
  const options: RequestOptions = { timeout: limits.timeoutMs, signal: deadline };
  const work = converse(client, transport, limits, options).catch(async (error: unknown) => {
    // What the transport saw explains more than what the protocol made of it: give it a moment to say so.
    await Promise.race([failed, new Promise((done) => setTimeout(done, TRANSPORT_SAYS_MS))]);
    throw error;
  });
  try {
    return await Promise.race([work, failed, late]);
  } finally {
    await client.close();
  }
}

const TRANSPORT_SAYS_MS = 600;

/**
 * Announces what full clients announce, because servers hide tools from a client that could not serve them, and
 * then declines whatever a server asks for: nothing of ours is shared.
 */
function capableClient(mode: Mode, probe: { timeoutMs: number }): Client {
  const capabilities = { roots: {}, sampling: {}, elicitation: { form: {}, url: {} } };
  const client = new Client(
    { name: "steward", version: "0.1.0" },
    { capabilities, versionNegotiation: { mode, probe } },
  );
  client.setRequestHandler("roots/list", () => ({ roots: [] }));
  client.setRequestHandler("elicitation/create", () => ({ action: "decline" as const }));
  return client;
}

async function converse(
  client: Client,
  transport: Transport,
  limits: IntrospectionLimits,
  options: RequestOptions,
): Promise<Found> {
  await client.connect(transport, options);
  const server = client.getServerVersion();
  const offers = client.getServerCapabilities();
  // Asked whatever the server announces: one that hides its tools would still answer a client that asks.
  const { tools, warnings } = await readTools(client, limits, options).catch((error: unknown) => {
    if (!offers?.tools && !(error instanceof IntrospectionFailure)) return { tools: [], warnings: [] };
    throw error;
  });
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? "unknown",
    era: client.getProtocolEra() ?? "legacy",
    server: server ? { name: server.name, version: server.version, title: server.title ?? null } : null,
    instructionsChars: client.getInstructions()?.length ?? 0,
    tools,
    resourceCount: offers?.resources ? await count(client, "resources", limits, options) : null,
    promptCount: offers?.prompts ? await count(client, "prompts", limits, options) : null,
    warnings,
  };
}

/** How many resources or prompts a server lists; null when it will not say. Counts are for context only. */
async function count(
  client: Client,
  kind: "resources" | "prompts",
  limits: IntrospectionLimits,
  options: RequestOptions,
) {
  const page = z.looseObject({ [kind]: z.array(z.unknown()), nextCursor: z.string().optional() });
  let total = 0;
  let cursor: string | undefined;
  try {
    for (let pages = 0; pages < limits.maxPages; pages += 1) {
      const answer = await client.request(
        { method: `${kind}/list`, params: cursor ? { cursor } : {} },
        page,
        options,
      );
      const items = answer[kind];
      total += Array.isArray(items) ? items.length : 0;
      cursor = typeof answer.nextCursor === "string" && answer.nextCursor ? answer.nextCursor : undefined;
      if (!cursor) return total;
    }
    return total;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return null;
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

function headerSecrets({ headers, url }: Extract<IntrospectionTarget, { url: string }>): string[] {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const values = Object.values(headers).flatMap((value) => [value, ...value.split(" ")]);
  return [...values, ...(parsed?.searchParams.values() ?? []), parsed?.password ?? ""];
}
