import { z } from "zod";
import { loadServer } from "../../inventory/steps/load-server.ts";
import { cursorInstant, parseCursor, toCursor } from "../../kernel/cursor.ts";
import { query } from "../../kernel/query.ts";
import { introspectionHistoryInput } from "../input.ts";
import { listIntrospectionPage } from "../introspection-store.ts";
import { introspectionView } from "../introspection-view.ts";

const position = z.tuple([cursorInstant, z.uuid()]);

/** One page of a server's introspections, newest first, each with its drift. @throws AppError `not_found` */
export const listIntrospectionHistory = query({
  name: "list-introspection-history",
  permission: "server:read",
  input: introspectionHistoryInput,
  run: async ({ tx }, { slug, cursor, limit }) => {
    const server = await loadServer(tx, { slug });
    const [askedAt, id] = parseCursor(cursor, position) ?? [];
    const after = askedAt === undefined || id === undefined ? null : { askedAt: new Date(askedAt), id };
    const rows = await listIntrospectionPage(tx, server.id, after, limit + 1);
    const items = rows.slice(0, limit).map(introspectionView);
    const last = items.at(-1);
    return {
      server: { id: server.id, slug: server.slug, name: server.name },
      items,
      nextCursor: rows.length > limit && last !== undefined ? toCursor([last.askedAt, last.id]) : null,
    };
  },
});
