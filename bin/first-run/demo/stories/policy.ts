import { breakGlass } from "#lib/approvals/commands/break-glass.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { setManager } from "#lib/identity/commands/set-manager.ts";
import type { ApprovalPolicy, ApprovalRule } from "#lib/policy/approval/policy-document.ts";
import { STARTING_POLICY } from "#lib/policy/approval/starting-policy.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import { type Step, serverNamed, type World } from "../world.ts";
import { ask, toolNamed } from "./ask.ts";

/** A policy of their own, and what came of it since: something at each stage, and something that nobody was asked. */
export const policy: readonly Step[] = [
  { daysAgo: 2.4, run: adopt },
  {
    daysAgo: 1.6,
    run: async (world) => {
      const requestId = await ask(world, {
        server: "Payout Console",
        by: "nadia",
        tools: ["create_payout"],
        days: 30,
        why: "Prepare the month-end supplier run; treasury still releases each payout in the bank's portal.",
      });
      world.walk.pause(150);
      const reason = "Treasury releases each payout itself, and thirty days cover two runs.";
      await decideRequest(world.who.priya, { requestId, decision: "approve", reason });
    },
  },
  // The database says when glass was broken, by its own clock: so this happens now.
  { daysAgo: 0, run: emergency },
];

/** Had at once, for four hours; two others say afterwards whether that was right. */
async function emergency(world: World): Promise<void> {
  const omar = { ...world.who.omar, authenticatedAt: world.walk.now() };
  const server = "Zendesk Support";
  await breakGlass(omar, {
    serverId: serverNamed(world, server).id,
    toolIds: [(await toolNamed(world, server, "delete_ticket")).id],
    consumerIds: [],
    justification: "Remove forty tickets that hold card numbers, found by the desk this morning.",
    emergency: "A broken form copies card numbers into public tickets, and the approvers are on a plane.",
    hours: 4,
  });
}

async function adopt(world: World): Promise<void> {
  const { ada, priya, jonas, omar, luca } = world.who;
  const { groupId } = await createGroup(ada, {
    name: "Security",
    description: "Looks at whatever touches card data, beside the risk approvers.",
    memberIds: [ada.userId, jonas.userId],
  });
  await setManager(ada, { userId: omar.userId, managerId: luca.userId });
  world.walk.pause(20);
  const { number } = await draftPolicy(ada, {});
  const document: ApprovalPolicy = {
    ...STARTING_POLICY,
    rules: rulesWith(groupId),
    answer: {
      withinDays: 10,
      remindAfterDays: 2,
      escalateAfterDays: 6,
      escalateTo: [{ kind: "role", role: "admin" }],
    },
    breakGlass: {
      from: [
        { kind: "role", role: "admin" },
        { kind: "person", userId: omar.userId },
      ],
      hoursMax: 8,
      needsStepUp: true,
      impacts: [],
      environments: [],
      reviewFrom: [
        { kind: "group", groupId },
        { kind: "role", role: "approver" },
      ],
      reviewWithinHours: 24,
    },
  };
  const summary = "Card data in production wants Security as well; harmless reading in tests wants nobody.";
  const { version } = await editPolicy(ada, { number, version: 1, document, summary });
  await proposePolicy(ada, { number, version, summary });
  world.walk.pause(95);
  const reason = "As agreed with the auditors after the last assessment.";
  await decidePolicy(priya, { number, version: version + 1, decision: "approve", reason });
}

function rulesWith(groupId: string): ApprovalRule[] {
  const anything = { kinds: [], impacts: [], environments: [], dataClasses: [], criticalities: [] };
  const stage = { quorum: 1, needsStepUp: false, needsReason: true };
  const cards: ApprovalRule = {
    id: "card-data-in-production",
    name: "Card data, in production",
    when: { ...anything, impacts: ["regulated"], environments: ["production"], dataClasses: ["pci"] },
    stages: [
      { ...stage, name: "Risk approval", from: [{ kind: "role", role: "approver" }] },
      { ...stage, name: "Security", from: [{ kind: "group", groupId }], needsStepUp: true },
    ],
    isAutomatic: false,
    needsDistinctPeople: true,
    daysMax: 60,
  };
  const harmless: ApprovalRule = {
    id: "harmless-reading-in-tests",
    name: "Harmless reading, outside production",
    when: {
      ...anything,
      impacts: ["reads"],
      environments: ["development", "staging"],
      criticalities: ["low"],
    },
    stages: [],
    isAutomatic: true,
    needsDistinctPeople: true,
    daysMax: 90,
  };
  const last = STARTING_POLICY.rules.length - 1;
  return [cards, ...STARTING_POLICY.rules.slice(0, last), harmless, ...STARTING_POLICY.rules.slice(last)];
}
