import { permitted } from "../../kernel/permissions.ts";
import { query } from "../../kernel/query.ts";
import { highestImpact } from "../impact.ts";
import { getSystemInput } from "../system-input.ts";
import {
  countSystemServers,
  loadReachingImpacts,
  loadSystemPage,
  SERVER_COUNT_LIMIT,
} from "../system-store.ts";

/**
 * One business system, and what this actor may do with it (`allowed`: true, or the reason not). `highestImpact` is the
 * gravest of the tools that servers reaching it have enabled, null when none has. Times are ISO 8601.
 *
 * @throws AppError `not_found`
 */
export const getSystem = query({
  name: "get-system",
  permission: "system:read",
  input: getSystemInput,
  run: async ({ tx, actor }, { slug }) => {
    const { registeredAt, updatedAt, ...system } = await loadSystemPage(tx, slug);
    const count = await countSystemServers(tx, system.id);
    const impacts = await loadReachingImpacts(tx, system.id);
    const manage: true | string = permitted(actor, "system:manage") ?? true;
    return {
      ...system,
      registeredAt: registeredAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
      servers: { count: Math.min(count, SERVER_COUNT_LIMIT), isEstimate: count > SERVER_COUNT_LIMIT },
      highestImpact: impacts.length === 0 ? null : highestImpact(impacts),
      allowed: {
        edit: manage,
        remove: manage === true && count > 0 ? "Servers reach it. Unlink them first." : manage,
      },
    };
  },
});

export type SystemPage = Awaited<ReturnType<typeof getSystem>>;
