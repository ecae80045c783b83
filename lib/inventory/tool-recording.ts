import type { AuditableEvent, JsonObject } from "../kernel/events.ts";
import type { ToolChange, ToolState } from "../kernel/generated/enums.ts";
import { assessImpact } from "./assess-impact.ts";
import { compareTools, type Drift } from "./drift.ts";
import type { ToolFacts } from "./facts.ts";
import { type Impact, type ImpactReason, isAbove } from "./impact.ts";
import { materialDigest } from "./material-digest.ts";
import type { ReachedSystem } from "./regulated-evidence.ts";
import type { ToolDefinition } from "./tool-definition.ts";
import { decideTool } from "./tool-states.ts";

/** What only this room knows of a tool besides its facts: whether a person decided its impact. */
export interface KnownTool extends ToolFacts {
  isOverridden: boolean;
}

/** A row of the table tool as it shall be. */
export interface RecordedTool {
  id: string;
  name: string;
  title: string | null;
  description: string;
  definition: ToolDefinition;
  digest: string;
  claimedImpact: Impact | null;
  suggestedImpact: Impact;
  reviewedImpact: Impact;
  impactReasons: ImpactReason[];
  isOverridden: boolean;
  state: ToolState;
  stateReason: string | null;
  isChanged: boolean;
}

/** A known tool as it shall be, where nobody has saved it since `version` was read. */
export interface UpdatedTool extends RecordedTool {
  version: number;
}

export interface RecordedVersion {
  id: string;
  toolId: string;
  name: string;
  digest: string;
  definition: ToolDefinition;
  change: ToolChange;
}

export interface Recording {
  drift: Drift;
  added: RecordedTool[];
  /** Known tools that are not exactly as they were. */
  updated: UpdatedTool[];
  versions: RecordedVersion[];
  events: AuditableEvent[];
}

interface Look {
  serverId: string;
  dataClasses: string[];
  /** Business systems it reaches. */
  systems: readonly ReachedSystem[];
  /** Tools of the server that are offered, and removed ones whose name is offered again. */
  known: KnownTool[];
  /** What the server offers now. */
  tools: ToolDefinition[];
  newId: () => string;
}

/** What one look at a server's tools changes. Reads nothing and writes nothing. */
export function planRecording(look: Look): Recording {
  const drift = driftOf(look);
  const renamedFrom = new Map(drift.renamed.map(({ from, to }) => [to, from]));
  const changeOf = new Map<string, ToolChange>([
    ...drift.changed.map(({ name, severity }): [string, ToolChange] => [name, severity]),
    ...drift.renamed.map(({ to }): [string, ToolChange] => [to, "renamed"]),
  ]);
  const knownByName = new Map(look.known.map((tool) => [tool.name, tool]));
  const recording: Recording = { drift, added: [], updated: [], versions: [], events: [] };
  for (const definition of new Map(look.tools.map((tool) => [tool.name, tool])).values()) {
    const before = knownByName.get(renamedFrom.get(definition.name) ?? definition.name);
    if (before === undefined) addTool(recording, look, definition);
    else {
      const change = before.state === "removed" ? "returned" : changeOf.get(definition.name);
      updateTool(recording, look, before, definition, change);
    }
  }
  for (const { name } of drift.removed) {
    const gone = knownByName.get(name);
    if (gone !== undefined) removeTool(recording, look, gone);
  }
  return recording;
}

/** A rename onto the name of a tool that was removed before is that tool's return: its record has the name. */
function driftOf({ known, tools }: Look): Drift {
  const offered = known.filter((tool) => tool.state !== "removed").map((tool) => tool.definition);
  const returning = new Set(known.filter((tool) => tool.state === "removed").map((tool) => tool.name));
  const drift = compareTools(offered, tools);
  const taken = drift.renamed.filter(({ to }) => returning.has(to));
  if (taken.length === 0) return drift;
  return {
    ...drift,
    renamed: drift.renamed.filter(({ to }) => !returning.has(to)),
    added: [...drift.added, ...taken.map(({ after }) => after)],
    removed: [...drift.removed, ...taken.map(({ before }) => before)],
  };
}

function addTool(recording: Recording, look: Look, definition: ToolDefinition): void {
  const { claimed, suggested, reasons } = assessImpact(definition, look);
  const tool: RecordedTool = {
    id: look.newId(),
    ...fieldsOf(definition),
    claimedImpact: claimed,
    suggestedImpact: suggested,
    reviewedImpact: suggested,
    impactReasons: reasons,
    isOverridden: false,
    state: "discovered",
    stateReason: null,
    isChanged: true,
  };
  recording.added.push(tool);
  recording.versions.push(versionOf(look, tool, "added"));
  const detail = { serverId: look.serverId, toolId: tool.id, digest: tool.digest, impact: suggested };
  recording.events.push({ type: "tool.discovered", subject: subjectOf(tool), detail });
}

function updateTool(
  recording: Recording,
  look: Look,
  before: KnownTool,
  definition: ToolDefinition,
  change: ToolChange | undefined,
): void {
  const { claimed, suggested, reasons } = assessImpact(definition, look);
  const isMaterial = change === "material" || change === "renamed" || change === "returned";
  const after: UpdatedTool = {
    id: before.id,
    version: before.version,
    ...fieldsOf(definition),
    // What a grant binds to changes with a material change and with nothing else, such as a stricter rule of ours.
    ...(isMaterial ? {} : { digest: before.digest }),
    claimedImpact: claimed,
    suggestedImpact: suggested,
    ...reviewedImpactOf(before, suggested, isMaterial),
    impactReasons: reasons,
    ...stateAfter(before, change),
    isChanged: isMaterial,
  };
  if (change !== undefined) recording.versions.push(versionOf(look, after, change));
  if (change !== undefined || differs(before, after)) recording.updated.push(after);
  if (change !== undefined) {
    recording.events.push({
      type: EVENT_OF[change],
      subject: subjectOf(after),
      detail: { ...changeDetail(look, before, after), change },
    });
  }
}

function removeTool(recording: Recording, look: Look, gone: KnownTool): void {
  const { serverId: _server, ...kept } = gone;
  const stateReason = "The server no longer offers it.";
  const tool: UpdatedTool = { ...kept, state: "removed", stateReason, isChanged: true };
  recording.updated.push(tool);
  recording.versions.push(versionOf(look, tool, "removed"));
  recording.events.push({
    type: "tool.removed",
    subject: subjectOf(gone),
    detail: changeDetail(look, gone, tool),
  });
}

/** A decision about impact is for the definition that was seen: a material change ends one that lowered it. */
function reviewedImpactOf(before: KnownTool, suggested: Impact, isMaterial: boolean) {
  const keeps = before.isOverridden && (!isMaterial || isAbove(before.reviewedImpact, suggested));
  return { reviewedImpact: keeps ? before.reviewedImpact : suggested, isOverridden: keeps };
}

const REASONS: Partial<Record<ToolChange, string>> = {
  material: "Its definition changed after it was approved.",
  renamed: "It was renamed after it was approved.",
};

function stateAfter(before: KnownTool, change: ToolChange | undefined) {
  const stays = { state: before.state, stateReason: before.stateReason };
  if (change === "returned") return { state: "discovered" as const, stateReason: null };
  const reason = change === undefined ? undefined : REASONS[change];
  if (reason === undefined || before.state !== "enabled") return stays;
  const verdict = decideTool(before, "suspend");
  return verdict.ok ? { state: verdict.next, stateReason: reason } : stays;
}

const EVENT_OF: Record<ToolChange, AuditableEvent["type"]> = {
  added: "tool.discovered",
  cosmetic: "tool.touched_up",
  material: "tool.changed",
  renamed: "tool.renamed",
  removed: "tool.removed",
  returned: "tool.returned",
};

function changeDetail(look: Look, before: KnownTool, after: RecordedTool): JsonObject {
  return {
    serverId: look.serverId,
    toolId: before.id,
    before: before.digest,
    after: after.digest,
    state: { before: before.state, after: after.state },
    ...(before.name === after.name ? {} : { name: { before: before.name, after: after.name } }),
    ...(before.reviewedImpact === after.reviewedImpact
      ? {}
      : { impact: { before: before.reviewedImpact, after: after.reviewedImpact } }),
  };
}

function differs(before: KnownTool, after: RecordedTool): boolean {
  const seen = ({
    digest,
    claimedImpact,
    suggestedImpact,
    reviewedImpact,
    impactReasons,
  }: KnownTool | RecordedTool) =>
    JSON.stringify([
      digest,
      claimedImpact,
      suggestedImpact,
      reviewedImpact,
      impactReasons.map(({ rule, words }) => [rule, words]),
    ]);
  return seen(before) !== seen(after);
}

function fieldsOf(definition: ToolDefinition) {
  return {
    name: definition.name,
    title: definition.title ?? null,
    description: definition.description ?? "",
    definition,
    digest: materialDigest(definition),
  };
}

function versionOf({ newId }: Look, tool: RecordedTool, change: ToolChange): RecordedVersion {
  return {
    id: newId(),
    toolId: tool.id,
    name: tool.name,
    digest: tool.digest,
    definition: tool.definition,
    change,
  };
}

function subjectOf({ id, name }: { id: string; name: string }) {
  return { kind: "tool", id, name };
}
