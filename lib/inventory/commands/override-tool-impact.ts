import { actingPerson } from "../../kernel/actor.ts";
import { AppError, conflict, refused } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { overrideToolImpactInput } from "../input.ts";
import { lockServerRow } from "../store.ts";
import { loadToolFacts, saveTool } from "../tool-store.ts";

/** A person decides what a tool's impact is, with a reason, on the record. Holds until the tool changes materially. */
export const overrideToolImpact = command({
  name: "override-tool-impact",
  permission: "tool:override-impact",
  input: overrideToolImpactInput,
  run: async ({ tx, actor }, { toolId, impact, reason, digest: shown }) => {
    const person = actingPerson(actor);
    if (person === null) throw new AppError("forbidden", "Only a person decides the impact of a tool.");
    await lockServerRow(tx, (await loadToolFacts(tx, toolId)).serverId);
    // Read again: a look that was under way may have changed it.
    const tool = await loadToolFacts(tx, toolId);
    const subject = { kind: "tool", id: tool.id, name: tool.name };
    if (shown !== undefined && shown !== tool.digest) throw conflict("tool");
    if (tool.state === "removed") throw refused("The server no longer offers this tool.", subject);
    if (tool.isOverridden && tool.reviewedImpact === impact) return unchanged({ toolId });
    await saveTool(tx, tool, { reviewedImpact: impact, reviewReason: reason, reviewedById: person.userId });
    const { serverId, digest, suggestedImpact: suggested, reviewedImpact: before } = tool;
    return {
      result: { toolId },
      events: [
        {
          type: "tool.impact_overridden",
          subject,
          detail: { serverId, toolId, digest, suggested, before, after: impact, reason },
        },
      ],
    };
  },
});
