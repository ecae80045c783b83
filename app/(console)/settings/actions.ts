"use server";

import type { FormState } from "#components/form/form-state.ts";
import { disallowCommand } from "#lib/discovery/commands/disallow-command.ts";
import { setIntrospectionDefault } from "#lib/discovery/commands/set-introspection-default.ts";
import { submit, text, texts } from "#lib/doors/action.ts";
import { answer } from "#lib/doors/page.ts";
import { addUser } from "#lib/identity/commands/add-user.ts";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { reactivateUser } from "#lib/identity/commands/reactivate-user.ts";
import { revokeToken } from "#lib/identity/commands/revoke-token.ts";
import { setManager } from "#lib/identity/commands/set-manager.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import { updateGroup } from "#lib/identity/commands/update-group.ts";
import { deleteGroup } from "#lib/policy/commands/delete-group.ts";
import { getApprovalPolicy } from "#lib/policy/queries/get-approval-policy.ts";

import { placeInWords } from "../policy/approval/[number]/place-in-words.ts";

type PolicyAnswer = Awaited<ReturnType<typeof answer<Awaited<ReturnType<typeof getApprovalPolicy>>>>>;

export async function addUserAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: addUser,
    input: () => ({
      email: text(form, "email") ?? "",
      name: text(form, "name") ?? "",
      roles: texts(form, "roles"),
    }),
    done: () => ({ message: "The person is added" }),
  });
}

export async function setRolesAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: setRoles,
    input: () => ({ userId: text(form, "userId"), roles: texts(form, "roles") }),
    done: () => ({ message: "The roles are saved" }),
  });
}

export async function setManagerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: setManager,
    input: () => ({ userId: text(form, "userId"), managerId: text(form, "managerId") ?? null }),
    done: () => ({ message: "The manager is saved" }),
  });
}

/** A form with `groupId` changes that group; one without makes a new one. */
export async function saveGroupAction(_state: FormState, form: FormData): Promise<FormState> {
  const group = {
    name: text(form, "name") ?? "",
    description: text(form, "description") ?? "",
    memberIds: texts(form, "memberIds"),
  };
  const groupId = text(form, "groupId");
  const before = await answer((actor) => getApprovalPolicy(actor, {}));
  const done = () => ({ message: "The group is saved" });
  if (groupId === undefined) return submit(form, { command: createGroup, input: () => group, done });
  const saved = await submit(form, {
    command: updateGroup,
    input: () => ({ ...group, groupId, version: text(form, "version") }),
    done,
  });
  return saved.status === "done" ? { ...saved, message: `${saved.message}${await brokenBy(before)}` } : saved;
}

/** What the policy in force lost by the change that was just saved, in words; nothing where it lost nothing. */
async function brokenBy(before: PolicyAnswer): Promise<string> {
  const after = await answer((actor) => getApprovalPolicy(actor, {}));
  if (!before.ok || !after.ok) return "";
  const known = new Set(before.data.problems.map(({ at, reason }) => `${at} ${reason}`));
  const lost = after.data.problems.filter(({ at, reason }) => !known.has(`${at} ${reason}`));
  return lost.length === 0
    ? ""
    : `, and the approval policy lacks people now: ${placeInWords(lost[0]?.at ?? "")}. ${lost[0]?.reason ?? ""}`;
}

/** Resolves to nothing when done, or to why not. */
export async function deleteGroupAction(groupId: string): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: deleteGroup,
    input: () => ({ groupId }),
    done: () => ({ message: "Deleted" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}

/** Resolves to nothing when done, or to why not. */
export async function setActiveAction(userId: string, isActive: boolean): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: isActive ? reactivateUser : deactivateUser,
    input: () => ({ userId }),
    done: () => ({ message: "Saved" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}

export async function createTokenAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: createToken,
    input: () => ({
      name: text(form, "name") ?? "",
      scopes: texts(form, "scopes"),
      days: text(form, "days") ?? "",
    }),
    done: ({ secret }) => ({ message: "The token is made", result: { secret } }),
  });
}

/** Resolves to nothing when done, or to why not. */
export async function revokeTokenAction(tokenId: string): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: revokeToken,
    input: () => ({ tokenId }),
    done: () => ({ message: "Revoked" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}

export async function setIntrospectionDefaultAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: setIntrospectionDefault,
    input: () => ({ interval: text(form, "interval"), version: text(form, "version") }),
    done: () => ({ message: "The schedule is saved; servers get their new times in a moment" }),
  });
}

/** Resolves to nothing when done, or to why not. */
export async function disallowCommandAction(commandDigest: string): Promise<string | undefined> {
  const answer = await submit(new FormData(), {
    command: disallowCommand,
    input: () => ({ commandDigest }),
    done: () => ({ message: "No longer allowed" }),
  });
  return answer.status === "error" ? answer.message : undefined;
}
