import type { Client, RequestOptions } from "@modelcontextprotocol/client";
import { z } from "zod";
import type { Offer, OfferKind } from "../offer-drift.ts";
import type { IntrospectionLimits } from "./introspection.ts";
import type { Scrubbing } from "./scrub.ts";

const KINDS = {
  resources: { method: "resources/list", list: "resources", name: "uri" },
  templates: { method: "resources/templates/list", list: "resourceTemplates", name: "uriTemplate" },
  prompts: { method: "prompts/list", list: "prompts", name: "name" },
} as const satisfies Record<OfferKind, { method: string; list: string; name: string }>;

const NAMES_MAX = 500;
const NAME_CHARS = 200;
const SCRUBBED_CHARS_MAX = 4_000;
const TOO_LONG = "[left out: too long]";

/**
 * What a server offers of one kind besides tools; null when it will not say. For context only: nothing is granted by
 * it, so an odd answer is no failure of the whole.
 */
export async function readOffer(
  client: Client,
  kind: OfferKind,
  limits: IntrospectionLimits,
  options: RequestOptions,
  { scrub, breathe }: Scrubbing,
): Promise<Offer | null> {
  const { method, list, name } = KINDS[kind];
  const page = z.looseObject({
    [list]: z.array(z.looseObject({ [name]: z.string() })),
    nextCursor: z.string().optional(),
  });
  const names = new Set<string>();
  let count = 0;
  let cursor: string | undefined;
  try {
    for (let pages = 0; pages < limits.maxPages; pages += 1) {
      const answer = await client.request({ method, params: cursor ? { cursor } : {} }, page, options);
      const items = answer[list];
      for (const item of Array.isArray(items) ? items : []) {
        count += 1;
        if (names.size >= NAMES_MAX) continue;
        await breathe();
        const said = String(item[name]);
        names.add(said.length > SCRUBBED_CHARS_MAX ? TOO_LONG : scrub(said).slice(0, NAME_CHARS));
      }
      cursor = typeof answer.nextCursor === "string" && answer.nextCursor ? answer.nextCursor : undefined;
      if (!cursor) break;
    }
    return { count, names: [...names].toSorted() };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return null;
  }
}
