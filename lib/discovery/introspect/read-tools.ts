import type { Client, RequestOptions } from "@modelcontextprotocol/client";
import { z } from "zod";
import { definitionDigest, displayWarnings, parseToolDefinition } from "#lib/inventory/tool-definition.ts";
import { type IntrospectedTool, IntrospectionFailure, type IntrospectionLimits } from "./introspection.ts";
import { type Scrubbing, scrubJson } from "./scrub.ts";

const page = z.looseObject({ tools: z.array(z.unknown()), nextCursor: z.string().optional() });

export type ReadTools = { tools: IntrospectedTool[]; warnings: string[] };

/**
 * All tools of a server, page by page. Every tool counts, so one that cannot be read is a `bad_answer` for the
 * whole: a partial list would look like removals. Of two tools with one name the first is kept, with a warning,
 * because that is the one most clients call.
 */
export async function readTools(
  client: Client,
  limits: IntrospectionLimits,
  options: RequestOptions,
  scrubbing: Scrubbing,
): Promise<ReadTools> {
  const byName = new Map<string, IntrospectedTool>();
  const warnings: string[] = [];
  for await (const raw of rawTools(client, limits, options)) {
    const tool = await readTool(raw, scrubbing);
    const name = tool.definition.name;
    if (byName.has(name)) warnings.push(`Two tools are called "${shown(name)}"; the first was kept.`);
    else byName.set(name, tool);
  }
  const tools = [...byName.values()];
  return {
    tools,
    warnings: [...new Set([...warnings, ...tools.flatMap(misleading)])].slice(0, MAX_WARNINGS),
  };
}

const MAX_WARNINGS = 20;

function misleading({ definition }: IntrospectedTool): string[] {
  return displayWarnings(definition).map(
    ({ field, words }) => `The ${field} of the tool "${shown(definition.name)}" ${words}.`,
  );
}

/** A name as a sentence can quote it: short, and without characters that do something to their surroundings. */
function shown(name: string): string {
  return name.slice(0, 64).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD");
}

async function* rawTools(
  client: Client,
  limits: IntrospectionLimits,
  options: RequestOptions,
): AsyncGenerator<unknown> {
  let cursor: string | undefined;
  let count = 0;
  const seen = new Set<string>();
  for (let pages = 0; pages < limits.maxPages; pages += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const answer = await client.request({ method: "tools/list", params }, page, options);
    count += answer.tools.length;
    if (count > limits.maxTools) throw tooManyTools(limits);
    yield* answer.tools;
    cursor = answer.nextCursor;
    if (cursor === undefined || cursor === "") return;
    if (seen.has(cursor))
      throw new IntrospectionFailure("bad_answer", "The server's list of tools repeats itself without end.");
    seen.add(cursor);
  }
  throw tooManyTools(limits);
}

/** A server may quote its own secrets; they are taken out before the digest, so a rotation is no change either. */
async function readTool(raw: unknown, scrubbing: Scrubbing): Promise<IntrospectedTool> {
  await scrubbing.breathe();
  const parsed = parseToolDefinition(raw);
  if (!parsed.ok) {
    const name =
      typeof raw === "object" && raw !== null && "name" in raw ? shown(String(raw.name)) : "without a name";
    const code = parsed.reason.includes("limit is") ? "too_large" : "bad_answer";
    throw new IntrospectionFailure(
      code,
      `The server describes a tool (${name}) in a way that cannot be kept: it ${parsed.reason}.`,
    );
  }
  const definition = await scrubJson(parsed.definition, scrubbing);
  return { definition, digest: definitionDigest(definition) };
}

function tooManyTools({ maxTools }: IntrospectionLimits): IntrospectionFailure {
  return new IntrospectionFailure(
    "too_many_tools",
    `The server offers more than ${maxTools} tools. Split it, or narrow what it offers.`,
  );
}
