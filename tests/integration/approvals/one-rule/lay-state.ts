import type { PersonActor } from "#lib/kernel/actor.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import type { AnyState } from "./any-state.ts";

/** What the states of a run are laid over. */
export interface Ground {
  organizationId: string;
  people: readonly PersonActor[];
  serverId: string;
  groupId: string;
  consumerIds: readonly [string, string, string];
  toolIds: readonly [string, string];
  requestIds: readonly [string, string, string];
}

/** Writes a state past every guard, as one transaction: what came about in whatever way is judged alike. */
export async function layState(ground: Ground, state: AnyState): Promise<void> {
  const { organizationId, serverId, groupId, consumerIds, toolIds, requestIds } = ground;
  const here = `organization_id = '${organizationId}'`;
  const idOf = (index: number) => ground.people[index]?.userId ?? "";
  const uuid = (index: number | null) => (index === null ? "null" : `'${idOf(index)}'`);
  const array = (indexes: readonly number[]) => `array[${indexes.map(uuid).join(", ")}]::uuid[]`;
  const environment = state.isProduction ? "production" : "development";
  const backup = state.backup === state.owner ? null : state.backup;
  const lines = [
    "set local session_replication_role = replica",
    `update users set is_active = id <> all (${array(state.inactive)}) where ${here}`,
    `delete from role_assignment where ${here}`,
    ...state.roles.flatMap((roles, who) =>
      roles.map(
        (role) => `insert into role_assignment (organization_id, user_id, role, assigned_at)
          values ('${organizationId}', '${idOf(who)}', '${role}', now())`,
      ),
    ),
    `delete from group_member where ${here}`,
    ...state.group.map(
      (who) => `insert into group_member (organization_id, group_id, user_id, added_at)
        values ('${organizationId}', '${groupId}', '${idOf(who)}', now())`,
    ),
    `update user_group set deleted_at = ${state.isGroupGone ? "now()" : "null"} where ${here}`,
    ...state.managers.map((manager, who) =>
      manager === who
        ? `update users set manager_id = null where id = '${idOf(who)}'`
        : `update users set manager_id = ${uuid(manager)} where id = '${idOf(who)}'`,
    ),
    `update server set owner_id = ${uuid(state.owner)}, backup_owner_id = ${uuid(backup)},
      environment = '${environment}' where ${here} and id = '${serverId}'`,
    ...consumerIds.map(
      (id, index) =>
        `update consumer set owner_id = ${uuid(state.consumerOwners[index] ?? null)} where id = '${id}'`,
    ),
    ...toolIds.map((id, index) => {
      const reviewer = uuid(state.reviewers[index] ?? null);
      return `update tool set reviewed_by_id = ${reviewer}, review_reason = 'Looked at.' where id = '${id}'`;
    }),
    `delete from absence where ${here}`,
    ...state.absences
      .filter(({ who, delegate }) => who !== delegate)
      .map(({ who, delegate, isNow }) => {
        const from = isNow ? "now() - interval '1 day'" : "now() + interval '1 day'";
        return `insert into absence (organization_id, user_id, delegate_id, starts_at, ends_at, set_at, time_zone)
          values ('${organizationId}', '${idOf(who)}', '${idOf(delegate)}', ${from}, ${from} + interval '9 days', now(), 'UTC')
          on conflict do nothing`;
      }),
    `delete from request_decision where ${here}`,
    `delete from request_seat where ${here}`,
    `delete from request_stage where ${here}`,
    ...state.requests.flatMap((request, index) => layRequest(requestIds[index] ?? "", request)),
  ];
  await asOwner(`begin; ${lines.join(";\n")}; commit`);

  function layRequest(requestId: string, request: AnyState["requests"][number]): string[] {
    const key = `'${organizationId}', '${requestId}'`;
    const sourceOf = (source: string, who: number) => {
      if (source === "group") return `group:${groupId}`;
      return source === "person" ? `person:${idOf(who)}` : source;
    };
    const said = new Set<string>();
    const votes = request.votes.flatMap(({ by, inPlaceOf, stage }, order) => {
      const position = (stage % request.stages.length) + 1;
      const isOdd = by === request.requester || inPlaceOf === request.requester || by === inPlaceOf;
      if (isOdd || said.has(`${by} ${position}`)) return [];
      said.add(`${by} ${position}`);
      return [
        `insert into request_decision (organization_id, request_id, id, requester_id, stage_position, decider_id,
            on_behalf_of_id, decision, reason, decided_at)
          values (${key}, gen_random_uuid(), ${uuid(request.requester)}, ${position}, ${uuid(by)}, ${uuid(inPlaceOf)},
            'approve', 'Weighed with care.', now() - interval '${3 - order} minutes')`,
      ];
    });
    return [
      `update request set state = 'pending', decided_at = null, version = version + 1, environment = '${environment}',
        requester_id = ${uuid(request.requester)}, cause = '${request.isDrift ? "drift" : "asked"}',
        beneficiary_ids = ${array(request.named)}, repaired_by_ids = ${array(request.repairers)},
        server_owner_ids = ${array(request.ownersWhenAsked)}, needs_distinct_people = ${request.needsDistinctPeople}
        where id = '${requestId}'`,
      ...request.stages.flatMap(({ quorum, seats }, at) => [
        `insert into request_stage (organization_id, request_id, position, name, quorum, approvers)
          values (${key}, ${at + 1}, 'Stage ${at + 1}', ${quorum}, '[]')`,
        ...seats.map(
          ({
            who,
            source,
          }) => `insert into request_seat (organization_id, request_id, position, user_id, source, added_at)
            values (${key}, ${at + 1}, ${uuid(who)}, '${sourceOf(source, who)}', now()) on conflict do nothing`,
        ),
      ]),
      ...votes,
    ];
  }
}
