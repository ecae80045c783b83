import { Client, type RequestOptions, type Transport } from "@modelcontextprotocol/client";
import type { OfferKind } from "../offer-drift.ts";
import { type Introspection, IntrospectionFailure, type IntrospectionLimits } from "./introspection.ts";
import { readOffer } from "./read-offers.ts";
import { readTools } from "./read-tools.ts";
import { breatherUntil, type Scrubbing, scrubJson } from "./scrub.ts";

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
  const work = converse(client, transport, limits, options, {
    scrub,
    breathe: breatherUntil(deadline),
  }).catch(async (error: unknown) => {
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
  scrubbing: Scrubbing,
): Promise<Found> {
  await client.connect(transport, options);
  const server = client.getServerVersion();
  const offers = client.getServerCapabilities();
  // Asked whatever the server announces: one that hides its tools would still answer a client that asks.
  const { tools, warnings } = await readTools(client, limits, options, scrubbing).catch((error: unknown) => {
    if (!offers?.tools && !(error instanceof IntrospectionFailure)) return { tools: [], warnings: [] };
    throw error;
  });
  const read = (kind: OfferKind) => readOffer(client, kind, limits, options, scrubbing);
  return {
    protocolVersion: client.getNegotiatedProtocolVersion() ?? "unknown",
    era: client.getProtocolEra() ?? "legacy",
    server: server
      ? await scrubJson(
          { name: server.name, version: server.version, title: server.title ?? null },
          scrubbing,
        )
      : null,
    tools,
    resources: offers?.resources ? await read("resources") : null,
    templates: offers?.resources ? await read("templates") : null,
    prompts: offers?.prompts ? await read("prompts") : null,
    warnings,
  };
}
