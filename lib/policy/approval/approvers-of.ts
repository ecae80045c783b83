import type { Directory, Wanted } from "../../identity/steps/load-directory.ts";
import type { Role } from "../../kernel/actor.ts";
import type { ApprovalPolicy, ApproverSource, EscalationSource } from "./policy-document.ts";
import type { KnownApprovers } from "./policy-problems.ts";
import type { ApproverNames } from "./policy-words.ts";

/** Every source in a document that can be looked up: of stages, changes, breaking glass, and those asked later. */
export function sourcesOf({ rules, change, answer, breakGlass }: ApprovalPolicy): ApproverSource[] {
  return [
    ...rules.flatMap(({ stages }) => stages.flatMap(({ from }) => from)),
    ...change.from,
    ...withoutAskedManagers(answer.escalateTo),
    ...(breakGlass === null ? [] : [...breakGlass.from, ...breakGlass.reviewFrom]),
  ];
}

/** What can be looked up without knowing who was asked. */
export function withoutAskedManagers(sources: readonly EscalationSource[]): ApproverSource[] {
  return sources.flatMap((source) => (source.kind === "asked_managers" ? [] : [source]));
}

/** What to look up to know whom these sources stand for. */
export function wantedBy(sources: readonly ApproverSource[]): Wanted {
  return {
    groupIds: [...new Set(sources.flatMap((source) => (source.kind === "group" ? [source.groupId] : [])))],
    roles: [...new Set(sources.flatMap((source): Role[] => (source.kind === "role" ? [source.role] : [])))],
    userIds: [...new Set(sources.flatMap((source) => (source.kind === "person" ? [source.userId] : [])))],
  };
}

/** The directory as the checks of a document take it: who is there and active. */
export function knownIn({ groups, roles, people }: Directory): KnownApprovers {
  return {
    groups: new Map([...groups].flatMap(([id, group]) => (group.isDeleted ? [] : [[id, group.memberIds]]))),
    roles,
    people: new Set([...people.values()].flatMap(({ id, isActive }) => (isActive ? [id] : []))),
  };
}

/** Names for its words, of what is gone too. */
export function namesIn({ groups, people }: Directory): ApproverNames {
  return {
    groups: new Map(
      [...groups].map(([id, group]) => [id, group.isDeleted ? `${group.name} (deleted)` : group.name]),
    ),
    people: new Map(
      [...people].map(([id, { name, isActive }]) => [id, isActive ? name : `${name} (inactive)`]),
    ),
  };
}

/** Active people whom role, group and name stand for. Owners and managers depend on a server: they are not among them. */
export function peopleFrom(sources: readonly ApproverSource[], directory: Directory): string[] {
  const { groups, roles, people } = knownIn(directory);
  const ids = sources.flatMap((source) => {
    if (source.kind === "role") return roles.get(source.role) ?? [];
    if (source.kind === "group") return groups.get(source.groupId) ?? [];
    return source.kind === "person" && people.has(source.userId) ? [source.userId] : [];
  });
  return [...new Set(ids)];
}
