import { actingPerson } from "../kernel/actor.ts";
import type { ServerFacts } from "./facts.ts";
import { decideRetirementRequest, plannedDayProblem } from "./retirement.ts";
import type { ChangeFacts, PlannedChange, WantedRetirement } from "./wanted-change.ts";

/** What would become of one server of many that are to be retired: the rules of request-retirement. */
export function planRetirement(
  server: ServerFacts,
  wanted: WantedRetirement,
  { actor, now, detail }: ChangeFacts,
): PlannedChange {
  const verdict = decideRetirementRequest(server, actor);
  if (!verdict.ok) return { outcome: "refused", reason: verdict.reason };
  const problem = plannedDayProblem(new Date(`${wanted.plannedOn}T00:00:00Z`), now);
  if (problem !== null) return { outcome: "refused", reason: problem };
  const askedById = actingPerson(actor)?.userId ?? null;
  // Administrators are told of the bulk change as a whole, not of each of its servers.
  const notify = [server.ownerId, server.backupOwnerId].filter((id) => id !== null && id !== askedById);
  return {
    outcome: "changed",
    before: { retireReason: null, retireOn: null },
    after: {
      retireReason: wanted.reason,
      retireOn: wanted.plannedOn,
      retireAskedById: askedById,
      retireAskedAt: now.toISOString(),
    },
    events: [
      {
        type: "server.retirement_requested",
        subject: { kind: "server", id: server.id, name: server.name },
        detail: {
          serverId: server.id,
          serverSlug: server.slug,
          reason: wanted.reason,
          plannedOn: wanted.plannedOn,
          notify,
          ...detail,
        },
      },
    ],
  };
}
