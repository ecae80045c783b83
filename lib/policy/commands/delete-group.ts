import { groupInput } from "../../identity/input.ts";
import { endGroup } from "../../identity/steps/end-group.ts";
import { loadDirectory } from "../../identity/steps/load-directory.ts";
import { refused } from "../../kernel/app-error.ts";
import { command } from "../../kernel/command.ts";
import type { AuditableEvent } from "../../kernel/events.ts";
import { placesOfGroup } from "../approval/places-of-group.ts";
import { lockPolicy } from "../approval-policy-store.ts";
import { loadApprovalPolicy } from "../steps/load-approval-policy.ts";

/** More administrators than this look by themselves. */
const TOLD_MAX = 50;

/**
 * Deletes a group; its people answer nothing in its name any more. Not by a person while the approval policy in force
 * names it: they change the policy first. What another directory deletes is gone whatever Steward says, so Steward
 * itself deletes it, and administrators are told at once that the policy names a group that is gone.
 *
 * @throws AppError `refused`, with every place that names it
 */
export const deleteGroup = command({
  name: "delete-group",
  permission: "group:manage",
  input: groupInput,
  run: async (context, { groupId }) => {
    const { tx, actor } = context;
    // Nobody puts a policy in force meanwhile that names it.
    await lockPolicy(tx, actor.organizationId);
    const { number, policy } = await loadApprovalPolicy(tx);
    const places = placesOfGroup(policy, groupId);
    const directory = await loadDirectory(tx, { groupIds: [groupId], roles: ["admin"], userIds: [] });
    const group = directory.groups.get(groupId);
    if (places.length > 0 && group?.isDeleted === false && actor.kind !== "system") {
      throw refused(
        `The approval policy in force names ${group.name}: ${places.join("; ")}. Put a policy in force that names others first.`,
        { kind: "group", id: groupId, name: group.name },
      );
    }
    const [deleted, ...more] = await endGroup(context, groupId);
    if (places.length === 0) return { result: null, events: [deleted, ...more] };
    const { subject } = deleted;
    const told: AuditableEvent = {
      type: "policy.group_gone",
      subject,
      detail: {
        groupId,
        policyVersion: String(number),
        places,
        notify: (directory.roles.get("admin") ?? []).slice(0, TOLD_MAX),
        href: "/policy",
      },
    };
    return { result: null, events: [deleted, ...more, told] };
  },
});
