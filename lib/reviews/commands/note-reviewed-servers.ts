import { z } from "zod";
import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { markReviewed } from "../reviewed-servers-store.ts";

/** Items looked at in one transaction, and those of their last server. */
const REVIEWED_ROWS = 5_000;

const noteReviewedInput = z.object({
  campaignId: z.uuid(),
  after: z.number().int().min(0).default(0),
  rows: z.number().int().min(1).max(REVIEWED_ROWS).default(REVIEWED_ROWS),
});

/**
 * Starts the review clock of servers anew that a closed review covered as a whole, and of which every item was answered. A
 * stretch of its items at a time: gives where the next begins, null at the end. Running it again changes nothing.
 */
export const noteReviewedServers = command({
  name: "note-reviewed-servers",
  permission: "campaign:end",
  input: noteReviewedInput,
  run: async ({ tx }, { campaignId, after, rows }) => {
    const { end, servers } = await markReviewed(tx, campaignId, { after, rows });
    const result = { next: end, count: servers.length };
    const events = someEvents(
      servers.map(({ id, name, nextReviewOn }) => ({
        type: "server.reviewed" as const,
        subject: { kind: "server", id, name },
        detail: { serverId: id, campaignId, nextReviewOn },
      })),
    );
    return events === null ? unchanged(result) : { result, events };
  },
});
