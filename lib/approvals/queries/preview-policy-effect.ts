import { z } from "zod";
import { loadDirectory } from "#lib/identity/steps/load-directory.ts";
import { notFound } from "#lib/kernel/app-error.ts";
import type { GrantKind } from "#lib/kernel/generated/enums.ts";
import { query } from "#lib/kernel/query.ts";
import { namesIn, sourcesOf, wantedBy } from "#lib/policy/approval/approvers-of.ts";
import { chooseRule, type RequestSubject } from "#lib/policy/approval/choose-rule.ts";
import {
  type ApprovalPolicy,
  approvalStage,
  type RequestKind,
} from "#lib/policy/approval/policy-document.ts";
import type { ApproverNames } from "#lib/policy/approval/policy-words.ts";
import { policyVersionInput } from "#lib/policy/approval-input.ts";
import { loadApprovalPolicy } from "#lib/policy/steps/load-approval-policy.ts";
import { loadPolicyDocument } from "#lib/policy/steps/load-policy-document.ts";
import {
  findGrantNames,
  GROUP_LIMIT,
  type GrantGroup,
  groupGrants,
  listPendingSubjects,
  PENDING_LIMIT,
} from "../policy-effect-store.ts";
import { findReadable } from "../reader-store.ts";
import { shortfalls } from "../shortfalls.ts";

const SHOWN_REQUESTS = 20;
const SHOWN_GROUPS = 50;
const SHOWN_GRANTS = 5;

/**
 * What a version of the policy would mean for what is there: which pending requests would need more if they were asked
 * under it, and which grants in force could not be given again as they were; what the policy in force asks already is
 * no effect of it. Neither changes when it takes effect:
 * requests keep the path that they were asked with, and grants run until they end (product rule 3).
 */
export const previewPolicyEffect = query({
  name: "preview-policy-effect",
  permission: "approval-policy:read",
  input: policyVersionInput,
  run: async ({ tx, actor, now }, { number }) => {
    const policy = await loadPolicyDocument(tx, number);
    if (policy === null) throw notFound("policy version");
    const inForce = (await loadApprovalPolicy(tx)).policy;
    const pending = await listPendingSubjects(tx, actor.organizationId);
    const groups = await groupGrants(tx, actor.organizationId, now);
    const given = [...pending, ...groups].map((one) => one.snapshot).map(pathOf);
    const names = namesIn(
      await loadDirectory(
        tx,
        wantedBy([
          ...sourcesOf(policy),
          ...sourcesOf(inForce),
          ...given.flatMap((path) => path?.stages.flatMap((stage) => stage.from) ?? []),
        ]),
      ),
    );
    const requests = pending.slice(0, PENDING_LIMIT).flatMap(({ id, title, ...subject }) => {
      const reasons = newReasons(inForce, policy, subject, names);
      return reasons.length === 0 ? [] : [{ id, title, impact: subject.impact, reasons }];
    });
    const shownRequests = requests.slice(0, SHOWN_REQUESTS);
    const readable = await findReadable(
      tx,
      { actor, now },
      shownRequests.map(({ id }) => id),
    );
    const affected = groups.slice(0, GROUP_LIMIT).flatMap((group) => {
      const reasons = newReasons(inForce, policy, { ...group, kind: ASKED_AS[group.kind] }, names);
      return reasons.length === 0 ? [] : [{ ...group, reasons }];
    });
    const shown = sameInWords(affected).slice(0, SHOWN_GROUPS);
    const found = await findGrantNames(
      tx,
      actor.organizationId,
      shown.flatMap(({ ids }) => ids.slice(0, SHOWN_GRANTS)),
    );
    return {
      requests: {
        pending: Math.min(pending.length, PENDING_LIMIT),
        isCapped: pending.length > PENDING_LIMIT,
        count: requests.length,
        /** By name only those that whoever looks may read. */
        items: shownRequests.filter(({ id }) => readable.has(id)),
      },
      grants: {
        inForce: sum(groups),
        isCapped: groups.length > GROUP_LIMIT,
        count: sum(affected),
        groups: shown.map(({ impact, environment, count, reasons, ids }) => ({
          impact,
          environment,
          count,
          reasons,
          grants: ids.slice(0, SHOWN_GRANTS).flatMap((id) => {
            const grant = found.get(id);
            return grant === undefined ? [] : [{ ...grant, expiresAt: grant.expiresAt.toISOString() }];
          }),
        })),
      },
    };
  },
});

export type PolicyEffect = Awaited<ReturnType<typeof previewPolicyEffect>>;

/** What one would ask for to get such a grant again. */
const ASKED_AS = {
  tool: "enable_tools",
  access: "give_access",
  scope: "grant_scopes",
} as const satisfies Record<GrantKind, RequestKind>;

/** What holds under the policy in force already is no effect of this version. */
function newReasons(inForce: ApprovalPolicy, ...[policy, subject, names]: Parameters<typeof reasonsFor>) {
  const known = reasonsFor(inForce, subject, names);
  return reasonsFor(policy, subject, names).filter((reason) => !known.includes(reason));
}

function reasonsFor(
  policy: ApprovalPolicy,
  subject: RequestSubject & { durationDays: number; snapshot: unknown },
  names: ApproverNames,
): string[] {
  const rule = chooseRule(policy, subject);
  // Such a document cannot take effect (policy-problems.ts); until it is mended, it would let nothing through.
  if (rule === null) return ["No rule is for it, so it could not be asked for."];
  const path = pathOf(subject.snapshot);
  const { durationDays } = subject;
  const given = {
    stages: path?.stages ?? null,
    needsDistinctPeople: path?.needsDistinctPeople ?? false,
    durationDays,
  };
  return shortfalls(given, rule, names);
}

/** The part of what openRequest froze that is compared. Null for what was granted before Steward, or by another shape. */
const frozenPath = z.object({
  stages: z.array(approvalStage.loose()),
  needsDistinctPeople: z.boolean().default(true),
});

function pathOf(snapshot: unknown): z.output<typeof frozenPath> | null {
  return frozenPath.safeParse(snapshot).data ?? null;
}

/** What reads alike is one line: they differ in what nobody asked about, such as criticality or days. */
function sameInWords<
  Group extends Pick<GrantGroup, "impact" | "environment" | "count" | "ids"> & { reasons: string[] },
>(groups: readonly Group[]): Group[] {
  const merged = new Map<string, Group>();
  for (const group of groups) {
    const key = JSON.stringify([group.impact, group.environment, group.reasons]);
    const before = merged.get(key);
    merged.set(
      key,
      before === undefined
        ? group
        : {
            ...before,
            count: before.count + group.count,
            ids: [...before.ids, ...group.ids].slice(0, SHOWN_GRANTS),
          },
    );
  }
  return [...merged.values()];
}

function sum(groups: readonly { count: number }[]): number {
  return groups.reduce((total, { count }) => total + count, 0);
}
