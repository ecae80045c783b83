import { query } from "../../kernel/query.ts";
import { listReuse } from "../credential-reuse-store.ts";
import { listCredentialRows } from "../credential-store.ts";
import { toCredentialView } from "../credential-view.ts";
import { getServerInput } from "../input.ts";
import { allowed } from "../model.ts";
import { allowedRetirement } from "../retirement.ts";
import { listScopeRows } from "../scope-store.ts";
import { listToolPageRows, loadServerPage } from "../server-page-store.ts";
import { toToolView } from "../tool-view.ts";

/**
 * Everything the inventory knows of one server, and what this actor may do with it (`allowed`: true, or the reason
 * not). Times are ISO 8601, days YYYY-MM-DD. @throws AppError `not_found`
 */
export const getServer = query({
  name: "get-server",
  permission: "server:read",
  input: getServerInput,
  run: async ({ tx, actor, now }, { slug }) => {
    const { ownerId, backupOwnerId, retireAskedAt, retireReason, retireOn, retireAskedBy, ...row } =
      await loadServerPage(tx, slug);
    const { lastReviewedOn, lastReview, ...server } = row;
    const scopes = await listScopeRows(tx, server.id);
    const credentials = await listCredentialRows(tx, server.id);
    const reuse = await listReuse(tx, [server.id]);
    const tools = await listToolPageRows(tx, server.id);
    return {
      ...server,
      nextReviewOn: server.nextReviewOn.toISOString().slice(0, 10),
      /** The review that covered it last, and the day on which it closed (YYYY-MM-DD); null before the first. */
      lastReview:
        lastReview === null || lastReviewedOn === null
          ? null
          : { ...lastReview, on: lastReviewedOn.toISOString().slice(0, 10) },
      lastSeenAt: server.lastSeenAt?.toISOString() ?? null,
      lastIntrospectedAt: server.lastIntrospectedAt?.toISOString() ?? null,
      registeredAt: server.registeredAt.toISOString(),
      updatedAt: server.updatedAt.toISOString(),
      endedAt: server.endedAt?.toISOString() ?? null,
      /** Who asked that it be retired, why and for which day (YYYY-MM-DD); null when nobody has. */
      retirement:
        retireAskedAt === null || retireOn === null
          ? null
          : {
              askedAt: retireAskedAt.toISOString(),
              plannedOn: retireOn.toISOString().slice(0, 10),
              reason: retireReason ?? "",
              askedBy: retireAskedBy?.name ?? "Somebody",
            },
      scopes: scopes.map(({ id, name, system, breadth, addedAt }) => ({
        id,
        name,
        system,
        breadth,
        addedAt: addedAt.toISOString(),
      })),
      credentials: credentials.map((credential) => ({
        ...toCredentialView(credential, now),
        alsoOn: reuse.get(credential.id) ?? [],
      })),
      tools: tools.map(toToolView),
      allowed: {
        ...allowed({ state: server.state, ownerId, backupOwnerId }, actor),
        ...allowedRetirement({ state: server.state, ownerId, backupOwnerId, retireAskedAt }, actor),
      },
    };
  },
});

export type ServerPage = Awaited<ReturnType<typeof getServer>>;
