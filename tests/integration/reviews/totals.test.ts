import "#tests/setup/use-test-database.ts";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { sweeps } from "#lib/jobs/close-reviews.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { acceptFailures } from "#lib/reviews/commands/accept-failures.ts";
import { sampleAnswers } from "#lib/reviews/commands/sample-answers.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { followUpReviews } from "#lib/reviews/stage-jobs.ts";
import { tally, tiesOut } from "#lib/reviews/tally.ts";
import { putInForce } from "#tests/factories/approval-policy.ts";
import { carryOutClose, closeNow, confirmClose } from "#tests/factories/close-review.ts";
import { evidenceText, verifyText } from "#tests/factories/evidence.ts";
import {
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";
import { answerAtOnce, answerItem, GOES_ON } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

const silence = fc.constantFrom("keep", "revoke");

/** What happens in a review, one thing after the other; `at` chooses the item, and whether it is looked at for long. */
const thing = <What extends string>(...what: What[]) =>
  fc.record({ what: fc.constantFrom(...what), at: fc.nat() });
const happening = fc.oneof(
  { weight: 6, arbitrary: thing("keep", "revoke", "change") },
  { weight: 2, arbitrary: thing("second looks", "time passes") },
  { weight: 1, arbitrary: thing("grant ends") },
  { weight: 1, arbitrary: thing("reviewer leaves", "server retires") },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** How a review is defined, and whether the tools that it is to end can be ended. */
const setting = fc.record({
  noResponse: fc.record({ low: silence, medium: silence, high: silence }),
  takes: fc.constantFrom(null, "all", "kept", "high_risk"),
  samplePercent: fc.constantFrom(0, 100),
  isStuck: fc.boolean(),
});
type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;

interface World {
  org: TestOrganization;
  server: GovernedServer;
  campaignId: string;
  people: PersonActor[];
  /** How far its clock is ahead of ours. */
  ahead: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function pass(world: World, ms: number): void {
  world.ahead += ms;
  const { ahead } = world;
  setClock(() => new Date(Date.now() + ahead));
}

const itemsOf = ({ org, campaignId }: World) =>
  inTenant(org.organizationId, "read", (tx) =>
    tx.campaignItem.findMany({ where: { campaignId }, orderBy: { position: "asc" } }),
  );

/** What a rule refuses is part of the walk: the answer comes too late, or from somebody who is gone. */
async function orRefused(act: () => Promise<unknown>): Promise<void> {
  await act().catch((error: { code?: string }) => {
    if (!["refused", "forbidden", "conflict"].includes(error.code ?? "")) throw error;
  });
}

async function happen(world: World, { what, at }: Happening): Promise<void> {
  const { org, server } = world;
  const items = await itemsOf(world);
  const item = items[at % items.length];
  if (item === undefined) throw new Error("no item");
  const by = world.people.find(({ userId }) => userId === item.reviewerId) ?? org.owner;
  const answer = at % 3 === 0 ? answerItem : answerAtOnce;
  switch (what) {
    case "reviewer leaves":
      await inTenant(org.organizationId, "write", (tx) =>
        tx.user.updateMany({ where: { id: org.owner.userId }, data: { isActive: false } }),
      );
      break;
    case "second looks":
      pass(world, MINUTE_MS);
      await sampleAnswers(systemActor(org.organizationId, "test"), {});
      break;
    case "time passes":
      pass(world, 8 * DAY_MS);
      await followUpReviews(org.organizationId);
      break;
    case "grant ends":
      if (item.subjectKind !== "tool" && item.subjectKind !== "access") return;
      await orRefused(() => revokeGrant(org.admin, { grantId: item.subjectId, reason: "No longer needed." }));
      break;
    case "server retires":
      await orRefused(() =>
        retireServer(org.admin, {
          serverId: server.serverId,
          reason: "It is gone.",
          confirmName: "Ticket desk",
        }),
      );
      break;
    case "keep":
    case "revoke":
    case "change":
      await orRefused(() =>
        answer(by, {
          itemId: item.id,
          version: item.version,
          decision: what,
          reason: "Because.",
          ...(what === "change"
            ? { change: item.subjectKind === "server" ? { words: "Another role." } : { days: 2 } }
            : {}),
          ...(item.subjectKind === "server" && what !== "revoke" ? { answers: GOES_ON } : {}),
        }),
      );
  }
  await deliverEvents(org.organizationId);
}

async function begin({ noResponse, takes, samplePercent }: Setting): Promise<World> {
  const org = await newOrganization();
  const manager = await newPerson(org.organizationId, "Manager", ["member"]);
  await inTenant(org.organizationId, "write", (tx) =>
    tx.user.updateMany({ where: { id: org.owner.userId }, data: { managerId: manager.userId } }),
  );
  const minimumSeconds = { low: 10, medium: 10, high: 10 };
  await putInForce(org, { reviewPace: { minimumSeconds, samplePercent } });
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  for (const name of ["DESK_TOKEN", "MAIL_TOKEN"]) {
    const expiresAt = new Date(Date.now() + 100 * DAY_MS).toISOString();
    const key = { kind: "api_key", keptIn: "environment", expiresAt } as const;
    await addCredential(org.admin, { serverId: server.serverId, name, ...key });
  }
  const stages = [
    { name: "Owners", reviewers: [{ kind: "owner" }], days: 14 },
    ...(takes === null ? [] : [{ name: "Managers", reviewers: [{ kind: "manager" }], days: 7, takes }]),
  ];
  const { campaignId } = await runningReview(org, { noResponse, stages });
  return { org, server, campaignId, people: [org.owner, org.admin, org.member, manager], ahead: 0 };
}

/** While it runs, the database refuses to end the grants of this server's tools. */
async function whileToolsAreStuck(server: GovernedServer, run: () => Promise<void>): Promise<void> {
  const name = `stuck_${server.serverId.slice(-12)}`;
  await asOwner(`create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$;
    create trigger ${name} before update of state on grants for each row
      when (old.server_id = '${server.serverId}' and old.kind = 'tool') execute function ${name}()`);
  try {
    await run();
  } finally {
    await asOwner(`drop trigger ${name} on grants; drop function ${name}()`);
  }
}

/** Closes it with a second person, has what fails tried until it has failed, and accepts that. */
async function close(world: World, isStuck: boolean): Promise<void> {
  const { org, server, campaignId } = world;
  const { organizationId } = org;
  pass(world, MINUTE_MS);
  await sampleAnswers(systemActor(organizationId, "test"), {});
  // Nobody has asked these two about anything.
  const closer = await newPerson(organizationId, "Closer", ["admin", "member"]);
  const second = await newPerson(organizationId, "Second Admin", ["admin", "member"]);
  const carryOut = async () => {
    const { state } = await closeNow(closer, { campaignId });
    if (state === "waiting") await confirmClose(second, campaignId);
    await carryOutClose(organizationId, campaignId);
    for (const minutes of [3, 9, 28, 110]) {
      pass(world, minutes * MINUTE_MS);
      await sweeps[0]?.run(organizationId);
    }
  };
  await (isStuck ? whileToolsAreStuck(server, carryOut) : carryOut());
  const { state } = await getCampaignHead(closer, { campaignId });
  if (state === "closing") await acceptFailures(closer, { campaignId, reason: "Cut off at the gateway." });
  await carryOutClose(organizationId, campaignId);
}

/** Items without a response that somebody did answer: there is never one. */
const silencedAnswers = ({ org, campaignId }: World) =>
  inTenant(
    org.organizationId,
    "read",
    (tx) => tx.$queryRaw<{ id: string }[]>`
      select i.id from campaign_item i cross join lateral standing_answer(i.organization_id, i.id) a
      where i.campaign_id = ${campaignId}::uuid and i.decision = 'undecided' and a.decision <> 'undecided'`,
  );

const WALKED: [Setting, Happening[]] = [
  {
    noResponse: { low: "revoke", medium: "revoke", high: "keep" },
    takes: "kept",
    samplePercent: 100,
    isStuck: true,
  },
  [
    { what: "revoke", at: 4 },
    { what: "keep", at: 0 },
    { what: "change", at: 2 },
    { what: "second looks", at: 0 },
    { what: "time passes", at: 0 },
    { what: "time passes", at: 0 },
    { what: "keep", at: 1 },
  ],
];

describe("the totals of a review", () => {
  afterEach(() => setClock(() => new Date()));

  it("tie out with its items, its tally and its evidence, whatever happens in it and however it closes", async () => {
    const property = fc.asyncProperty(
      setting,
      fc.array(happening, { maxLength: 10 }),
      async (set, happenings) => {
        setClock(() => new Date());
        const world = await begin(set);
        for (const one of happenings) await happen(world, one);
        const { campaignId, org } = world;
        const running = await getCampaignHead(org.admin, { campaignId });
        // A server's end may have closed it.
        if (running.state === "running") await close(world, set.isStuck);
        else await carryOutClose(org.organizationId, campaignId);
        const { totals, state, definition } = await getCampaignHead(org.admin, { campaignId });
        expect(state).toBe("closed");
        expect(tiesOut(totals)).toBe(true);
        expect(totals).toEqual(tally(await itemsOf(world), definition.noResponse));
        expect(await silencedAnswers(world)).toEqual([]);
        const { population, kept, revoked, changed, unanswered, removals } = totals;
        expect(population).toBe(kept + revoked + changed + unanswered);
        expect(removals).toBe(totals.applied + totals.failed + totals.notNeeded);
        expect(changed).toBe(totals.changeApplied + totals.changeFailed + totals.changeNotNeeded);
        expect(revoked).toBeLessThanOrEqual(removals);
        const { checks } = await verifyText(await evidenceText(org.auditor, campaignId));
        expect(checks.filter(({ holds }) => holds === false)).toEqual([]);
        const rewritten = inTenant(
          org.organizationId,
          "write",
          (tx) =>
            tx.$executeRaw`update campaign_item set outcome_detail = 'x' where campaign_id = ${campaignId}::uuid`,
        );
        await expect(rewritten).rejects.toThrow(/do not change/);
      },
    );
    await fc.assert(property, { numRuns: 6, examples: [WALKED] });
  }, 600_000);
});
