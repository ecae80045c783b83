import { loadSuccessors } from "#lib/grants/steps/load-successors.ts";
import type { Tx } from "#lib/kernel/db.ts";
import { isGrant, type ReviewSubject } from "./campaign-definition.ts";
import { goneThing, type Thing } from "./closing.ts";

interface About {
  id: string;
  subjectKind: ReviewSubject;
  subjectId: string;
}

/**
 * What these items are about, as it is `now`, by the item's id. A grant that was carried on is the one in its place; one that
 * ran out is over.
 */
export async function loadThings(tx: Tx, items: readonly About[], now: Date): Promise<Map<string, Thing>> {
  const idsOf = (of: (kind: ReviewSubject) => boolean) =>
    items.flatMap(({ subjectKind, subjectId }) => (of(subjectKind) ? [subjectId] : []));
  const rows = await tx.$queryRaw<Thing[]>`
    select g.id, g.state = 'revoked' or g.expires_at <= ${now} as "isOver",
      g.state <> 'revoked' and g.expires_at <= ${now} as "isExpired", false as "isSuccessor",
      coalesce(t.state = 'enabled', false) as "isToolEnabled", g.expires_at as "expiresAt"
    from grants g left join tool t on t.organization_id = g.organization_id and t.id = g.tool_id
    where g.id = any (${idsOf(isGrant)}::uuid[])
    union all
    select c.id, c.state = 'revoked', false, false, false, c.expires_at from credential c
    where c.id = any (${idsOf((kind) => kind === "credential")}::uuid[])
    union all
    select s.id, s.state not in ('registered', 'active'), false, false, false, null from server s
    where s.id = any (${idsOf((kind) => kind === "server")}::uuid[])`;
  const bySubject = new Map(rows.map((row) => [row.id, row]));
  const ended = items.flatMap(({ subjectId, subjectKind }) =>
    isGrant(subjectKind) && bySubject.get(subjectId)?.isOver === true ? [subjectId] : [],
  );
  const successors = await loadSuccessors(tx, ended);
  return new Map(
    items.map(({ id, subjectId }) => {
      const successor = successors.get(subjectId);
      if (successor !== undefined) {
        const { id: ownId, expiresAt, tool } = successor;
        const isToolEnabled = tool?.state === "enabled";
        const isExpired = expiresAt <= now;
        return [id, { id: ownId, isOver: isExpired, isExpired, isSuccessor: true, isToolEnabled, expiresAt }];
      }
      return [id, bySubject.get(subjectId) ?? goneThing(subjectId)];
    }),
  );
}

/** What Steward's own decisions are asked about an item: may this consumer call this tool of this server? */
export interface Question {
  itemId: string;
  serverSlug: string;
  toolName: string;
  consumerId: string;
}

/** Stands for any consumer, where none has access. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * The question that tells most about each: of a tool, asked by somebody who has access; of access, about a tool that is
 * enabled. None for what decisions do not decide on, nor where a server offers no tool.
 */
export async function loadQuestions(
  tx: Tx,
  items: readonly (About & { serverId: string })[],
): Promise<Question[]> {
  const asked = items.filter(({ subjectKind }) => subjectKind !== "credential" && subjectKind !== "scope");
  const ids = asked.map(({ id }) => id);
  const kinds = asked.map(({ subjectKind }) => subjectKind);
  const subjects = asked.map(({ subjectId }) => subjectId);
  const servers = asked.map(({ serverId }) => serverId);
  return tx.$queryRaw<Question[]>`
    select q.id as "itemId", s.slug as "serverSlug", t.name as "toolName", coalesce(g.consumer_id, a.consumer_id, ${NOBODY}::uuid) as "consumerId"
    from unnest(${ids}::uuid[], ${kinds}::text[], ${subjects}::uuid[], ${servers}::uuid[]) as q(id, kind, subject_id, server_id)
    join server s on s.id = q.server_id
    left join grants g on g.organization_id = s.organization_id and g.id = q.subject_id and q.kind <> 'server'
    join lateral (
      select t.name from tool t
      where t.organization_id = s.organization_id and t.server_id = s.id and (g.tool_id is null or t.id = g.tool_id)
      order by t.state = 'enabled' desc, t.id limit 1) t on true
    left join lateral (
      select a.consumer_id from grants a
      where a.organization_id = s.organization_id and a.server_id = s.id and a.kind = 'access' and a.state = 'active'
      limit 1) a on true`;
}
