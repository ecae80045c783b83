import type { Tx } from "../kernel/db.ts";
import type { RecordedRisk } from "./configuration-risks.ts";

export interface ChangedRisks {
  id: string;
  name: string;
  added: string[];
  removed: string[];
}

/** Brings the rows of these servers up to what is given, and says which servers changed. */
export async function saveConfigurationRisks(
  tx: Tx,
  organizationId: string,
  serverIds: readonly string[],
  risks: readonly RecordedRisk[],
  at: Date,
): Promise<ChangedRisks[]> {
  return tx.$queryRaw<ChangedRisks[]>`
    with given as materialized (
      select g."serverId" as server_id, g.risk, g.explanation,
        array(select jsonb_array_elements_text(g.tools)) as tools, g."placeCount" as place_count
      from jsonb_to_recordset(${JSON.stringify(risks)}::jsonb)
        as g ("serverId" uuid, risk text, explanation text, tools jsonb, "placeCount" int)
    ), removed as (
      delete from server_configuration_risk r
      where r.server_id = any (${serverIds}::uuid[]) and not exists (
        select from given g where g.server_id = r.server_id and g.risk = r.risk)
      returning r.server_id, r.risk
    ), fresh as (
      select g.* from given g
      left join server_configuration_risk r on r.server_id = g.server_id and r.risk = g.risk
      where r.risk is null or r.explanation <> g.explanation or r.tools <> g.tools
        or r.place_count <> g.place_count
    ), written as (
      insert into server_configuration_risk (organization_id, server_id, risk, explanation, tools, place_count, seen_at)
      select ${organizationId}::uuid, f.server_id, f.risk, f.explanation, f.tools, f.place_count, ${at} from fresh f
      on conflict (organization_id, server_id, risk) do update set explanation = excluded.explanation,
        tools = excluded.tools, place_count = excluded.place_count, seen_at = excluded.seen_at
      returning server_id, risk
    ), told as (
      select server_id, risk, true as is_added from written
      union all
      select server_id, risk, false from removed
    )
    select s.id, s.name,
      coalesce(array_agg(t.risk order by t.risk) filter (where t.is_added), '{}') as added,
      coalesce(array_agg(t.risk order by t.risk) filter (where not t.is_added), '{}') as removed
    from told t join server s on s.id = t.server_id
    group by s.id, s.name order by s.id`;
}
