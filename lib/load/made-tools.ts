import { assessImpact } from "../inventory/assess-impact.ts";
import type { Impact, ImpactReason } from "../inventory/impact.ts";
import { materialDigest } from "../inventory/material-digest.ts";
import type { DataClass } from "../inventory/model.ts";
import type { ToolDefinition } from "../inventory/tool-definition.ts";
import { type MadeSystem, SYSTEMS } from "./systems.ts";

/** A tool as it is recorded on every server that offers it and handles these data. */
export interface Offer {
  name: string;
  description: string;
  definition: ToolDefinition;
  digest: string;
  claimedImpact: Impact | null;
  suggestedImpact: Impact;
  impactReasons: ImpactReason[];
}

const READS = { readOnlyHint: true };
const ADDS = { readOnlyHint: false, destructiveHint: false };
const DESTROYS = { readOnlyHint: false, destructiveHint: true };

const toolsBySystem = SYSTEMS.map(toolsOf);
const offers = new Map<string, Offer>();

/** How many tools there are for the system of this position. */
export function toolCount(system: number): number {
  return toolsBySystem[system]?.length ?? 0;
}

/** Names an offer: the system's position, the tool's position in it, the data classes of the server. */
export function offerKey(system: number, tool: number, dataClasses: readonly DataClass[]): string {
  return `${system}/${tool}/${dataClasses.join("+")}`;
}

/** What the key names, assessed by inventory's own rules; each is made once. */
export function offerOf(key: string): Offer {
  const known = offers.get(key);
  if (known !== undefined) return known;
  const [system, tool, dataClasses = ""] = key.split("/");
  const definition = toolsBySystem[Number(system)]?.[Number(tool)];
  if (definition === undefined) throw new Error(`no tool ${key}`);
  const { claimed, suggested, reasons } = assessImpact(definition, {
    dataClasses: dataClasses.split("+").filter((one) => one !== ""),
  });
  const offer = {
    name: definition.name,
    description: definition.description ?? "",
    definition,
    digest: materialDigest(definition),
    claimedImpact: claimed,
    suggestedImpact: suggested,
    impactReasons: reasons,
  };
  offers.set(key, offer);
  return offer;
}

function toolsOf({ name, things, jobs = [] }: MadeSystem): ToolDefinition[] {
  return [...things.flatMap((thing) => toolsFor(name, thing)), ...jobs.map((job) => jobTool(name, job))];
}

function toolsFor(system: string, thing: string): ToolDefinition[] {
  const one = thing.replaceAll("_", " ");
  const id = { [`${thing}_id`]: { type: "string", description: `Id of the ${one}.` } };
  const title = { title: { type: "string", maxLength: 200 } };
  const words = { query: { type: "string", description: "Words to look for." } };
  const limit = { limit: { type: "integer", minimum: 1, maximum: 100 } };
  return [
    tool(`search_${thing}s`, `Search the ${one}s of ${system} by words.`, { ...words, ...limit }, READS),
    tool(`get_${thing}`, `Get one ${one} of ${system} with its history.`, id, READS),
    tool(`list_${thing}s`, `List the ${one}s of ${system}, newest first.`, limit, READS),
    tool(`create_${thing}`, `Create a new ${one} in ${system}.`, title, ADDS),
    tool(`update_${thing}`, `Update the fields of one ${one} in ${system}.`, { ...id, ...title }, ADDS),
    tool(`delete_${thing}`, `Delete one ${one} of ${system} for good.`, id, DESTROYS),
  ];
}

function jobTool(system: string, job: string): ToolDefinition {
  const what = job.replaceAll("_", " ");
  const input = { input: { type: "string", description: "What to run." } };
  return tool(job, `${what[0]?.toUpperCase()}${what.slice(1)} on ${system} and wait for its result.`, input);
}

function tool(
  name: string,
  description: string,
  properties: Record<string, object>,
  annotations?: Record<string, boolean>,
): ToolDefinition {
  const inputSchema = { type: "object", properties, additionalProperties: false };
  return { name, description, inputSchema, ...(annotations === undefined ? {} : { annotations }) };
}
