import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { claimServer } from "#lib/inventory/commands/claim-server.ts";
import { offerOwnership } from "#lib/inventory/commands/offer-ownership.ts";
import { requestRetirement } from "#lib/inventory/commands/request-retirement.ts";
import { type Step, serverNamed } from "../world.ts";

/** Servers change hands, are claimed, and come to their end. */
export const ownership: readonly Step[] = [
  {
    daysAgo: 4.4,
    run: async (world) => {
      await requestRetirement(world.who.hugo, {
        serverId: serverNamed(world, "Slack Community").id,
        reason: "The forum moves to another platform at the end of the month.",
        plannedOn: world.walk.day(12).toISOString().slice(0, 10),
      });
    },
  },
  {
    daysAgo: 3.6,
    run: async (world) => {
      await retireServer(world.who.ada, {
        serverId: serverNamed(world, "Legacy Deploy Bot").id,
        reason: "Platform has no use for it any more.",
        confirmName: "Legacy Deploy Bot",
      });
    },
  },
  {
    daysAgo: 3.2,
    run: async (world) => {
      await offerOwnership(world.who.omar, {
        serverId: serverNamed(world, "Feature Flags").id,
        seat: "owner",
        receiverId: world.who.luca.userId,
        message: "Your team releases behind these flags now; the runbook is in the usual place.",
      });
    },
  },
  {
    daysAgo: 2.6,
    run: async (world) => {
      await claimServer(world.who.luca, {
        serverId: serverNamed(world, "Survey Results").id,
        reason: "Tomás left it to Sales; we read its answers every week.",
      });
    },
  },
];
