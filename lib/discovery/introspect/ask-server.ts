import { Client, type RequestOptions, type Transport } from "@modelcontextprotocol/client";
import { z } from "zod";
import { type Introspection, IntrospectionFailure, type IntrospectionLimits } from "./introspection.ts";
import { readTools } from "./read-tools.ts";
import { scrubJson } from "./scrub.ts";

export type Found = Omit<Extract<Introspection, { ok: true }>, "ok" | "durationMs">;
export type Mode = "auto" | "legacy";
/** What one conversation is held under. `scrub` takes secrets out of what is kept. */
export type Terms = { limits: IntrospectionLimits; deadline: AbortSignal; scrub: (text: string) => string };

/** One conversation. Ends at the first of: an answer, a failure the transport reports, the deadline. */
export async function askServer(
  transport: Transport,
  failed: Promise<never>,
  mode: Mode,
  { limits, deadline, scrub }: Terms,
): Promise<Found> {
  const probe = { timeoutMs: Math.min(limits.probeTimeoutMs, limits.timeoutMs / 2) };
  const client = capableClient(mode, probe);
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener("abort", () => reject(deadline.reason), { once: true });
    if (deadline.aborted) reject(deadline.reason);
  });
  const options: RequestOptions = { timeout: limits.timeoutMs, signal: deadline };
  const work = converse(client, transport, limits, options, scrub).catch(async (error: unknown) => {
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
  scrub: (text: string) => string,
): Promise<Found> {
  await client.connect(transport, options);
  const server = client.getServerVersion();
  const offers = client.getServerCapabilities();
  // Asked whatever the server announces: one that hides its tools would still answer a client that asks.
  const { tools, warnings } = await readTools(client, limits, options, scrub).catch((error: unknown) => {
    if (!offers?.tools && !(error instanceof IntrospectionFailure)) return { tools: [], warnings: [] };
    throw error;
  });
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? "unknown",
    era: client.getProtocolEra() ?? "legacy",
    server: server
      ? scrubJson({ name: server.name, version: server.version, title: server.title ?? null }, scrub)
      : null,
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
