import { z } from "zod";
import { findSeenConsumers } from "../../inventory/steps/find-seen-consumers.ts";
import { cursorText, parseCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { seenClientKey, seenClientName } from "../client-name.ts";
import { listSeenClientsInput } from "../input.ts";
import { isConsumerClient } from "../model.ts";
import { listSeenClientRows } from "../seen-client-store.ts";

const position = z.tuple([cursorText, cursorText]);

/**
 * A page of the clients whose files show servers, by client and machine: how many governed servers and unregistered
 * ones each shows now, and the consumer it is on record as (null for none). Times are ISO 8601.
 */
export const listSeenClients = query({
  name: "list-seen-clients",
  permission: "candidate:read",
  input: listSeenClientsInput,
  run: async ({ tx }, { cursor, limit }) => {
    const [client, machine] = parseCursor(cursor, position) ?? [];
    const after = client === undefined || machine === undefined ? null : { client, machine };
    const rows = await listSeenClientRows(tx, after, limit + 1);
    const page = rows.slice(0, limit);
    const shown = page.filter((row) => isConsumerClient(row.client) && row.lastSeenAt !== null);
    const consumers = new Map(
      (await findSeenConsumers(tx, shown)).map((one) => [
        seenClientKey(one),
        { slug: one.slug, name: one.name },
      ]),
    );
    const last = page.at(-1);
    return {
      items: shown.map(({ firstSeenAt, lastSeenAt, ...row }) => ({
        ...row,
        name: seenClientName(row),
        firstSeenAt: firstSeenAt?.toISOString() ?? null,
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
        consumer: consumers.get(seenClientKey(row)) ?? null,
      })),
      nextCursor: rows.length > limit && last !== undefined ? toCursor([last.client, last.machine]) : null,
    };
  },
});

export type SeenClientItem = Awaited<ReturnType<typeof listSeenClients>>["items"][number];
