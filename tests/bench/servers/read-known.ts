import type { Client } from "pg";
import type { Known } from "./questions.ts";

/** Picks what to ask about from what is there: few, the most, and some in between. */
export async function readKnown(client: Client, organizationId: string): Promise<Known> {
  const valuesOf = async (field: string) => {
    const { rows } = await client.query<{ value: string }>(
      `select substr(facet, length($2) + 2) as value from server_listing cross join unnest(facets) facet
       where organization_id = $1 and facet like $2 || ':%' group by facet order by count(*) desc, facet`,
      [organizationId, field],
    );
    return rows.map(({ value }) => value).filter((value) => !["", "none", "inactive"].includes(value));
  };
  const [teams, owners, roleIds] = [
    await valuesOf("team"),
    await valuesOf("ownerId"),
    await valuesOf("serverRoleId"),
  ];
  const [largeTeam] = teams;
  if (largeTeam === undefined) throw new Error("the servers to ask about have no team");
  const { rows: words } = await client.query<{ value: string }>(
    `select value from server_facet_count
     where organization_id = $1 and field = 'word' and count > 2 and length(value) > 6
     order by count, value limit 3`,
    [organizationId],
  );
  const middle = Math.floor(owners.length / 2);
  return {
    largeTeam,
    rareTeams: teams.slice(-3),
    owners: [...owners.slice(0, 1), ...owners.slice(middle, middle + 2)],
    roleIds: roleIds.slice(0, 3),
    rareWords: words.map(({ value }) => value),
  };
}
