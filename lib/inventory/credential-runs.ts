import { Prisma } from "../kernel/generated/client.ts";
import type { ListCredentialsInput } from "./credential-input.ts";
import type { EndRange } from "./expiry-window.ts";
import { CREDENTIAL_KEPT_IN, CREDENTIAL_KINDS, CREDENTIAL_STATES } from "./model.ts";

export type CredentialFilter = Pick<
  ListCredentialsInput,
  "state" | "kind" | "keptIn" | "team" | "answererId"
>;

/**
 * Credentials of a filter, each stretch of an index in the order of its ends and as long as the ending says. Of
 * everybody's, one run of `credential_listed` for each state, kind and place: at most 90. Of teams, one of
 * `credential_of_team` for each team and state. Of one person's, those of the servers they answer for.
 */
export function found(filter: CredentialFilter, conditions: Prisma.Sql, ending: Prisma.Sql): Prisma.Sql {
  const { states, kinds, places } = valuesOf(filter);
  if (filter.answererId !== undefined) {
    return Prisma.sql`
      select c.* from (
        select id from server where owner_id = ${filter.answererId}::uuid
        union select id from server where backup_owner_id = ${filter.answererId}::uuid
      ) own
      join listed_credential c on c.server_id = own.id
      where c.state = any(${states}::credential_state[]) and ${besideState(filter)} ${conditions}`;
  }
  if (filter.team.length > 0) {
    return Prisma.sql`
      select f.* from unnest(${states}::credential_state[]) as a(state)
      cross join unnest(${[...new Set(filter.team)]}::text[]) as t(team)
      cross join lateral (
        select c.* from listed_credential c
        where c.team_key = t.team and c.state = a.state and c.kind = any(${kinds}::credential_kind[])
          and c.kept_in = any(${places}::credential_kept_in[]) ${conditions} ${ending}
      ) f`;
  }
  return Prisma.sql`
    select f.* from unnest(${states}::credential_state[]) as a(state)
    cross join unnest(${kinds}::credential_kind[]) as k(kind)
    cross join unnest(${places}::credential_kept_in[]) as p(kept_in)
    cross join lateral (
      select c.* from listed_credential c
      where c.state = a.state and c.kind = k.kind and c.kept_in = p.kept_in ${conditions} ${ending}
    ) f`;
}

/** The same, along the index of an order for each state, past what does not fit: for when much fits. */
export function walked(filter: CredentialFilter, conditions: Prisma.Sql, ending: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select f.* from unnest(${valuesOf(filter).states}::credential_state[]) as a(state)
    cross join lateral (
      select c.* from listed_credential c where c.state = a.state and ${besideState(filter)} ${conditions} ${ending}
    ) f`;
}

/** Whether every kind, place and team will do, so that a walk passes nothing. */
export function takesAll(filter: CredentialFilter): boolean {
  const { kinds, places } = valuesOf(filter);
  const all = kinds.length === CREDENTIAL_KINDS.length && places.length === CREDENTIAL_KEPT_IN.length;
  return all && filter.team.length === 0 && filter.answererId === undefined;
}

export function within({ from, until }: EndRange): Prisma.Sql {
  if (from === "-infinity" && until === null) return Prisma.empty;
  const first = typeof from === "string" ? from : from.toISOString();
  const lower = Prisma.sql`and c.ends_at >= ${first}::timestamptz`;
  return until === null ? lower : Prisma.sql`${lower} and c.ends_at < ${until.toISOString()}::timestamptz`;
}

function besideState(filter: CredentialFilter): Prisma.Sql {
  const { kinds, places } = valuesOf(filter);
  const kind = Prisma.sql`c.kind = any(${kinds}::credential_kind[])`;
  const place = Prisma.sql`c.kept_in = any(${places}::credential_kept_in[])`;
  const team =
    filter.team.length === 0 ? Prisma.sql`true` : Prisma.sql`c.team_key = any(${[...filter.team]}::text[])`;
  return Prisma.sql`${kind} and ${place} and ${team}`;
}

function valuesOf(filter: CredentialFilter) {
  return {
    states: orAll(filter.state, CREDENTIAL_STATES),
    kinds: orAll(filter.kind, CREDENTIAL_KINDS),
    places: orAll(filter.keptIn, CREDENTIAL_KEPT_IN),
  };
}

function orAll<Value extends string>(chosen: readonly Value[], all: readonly Value[]): Value[] {
  return chosen.length === 0 ? [...all] : [...new Set(chosen)];
}
