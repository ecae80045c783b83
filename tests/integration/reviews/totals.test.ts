import "#tests/setup/use-test-database.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { revokeGrant } from "#lib/grants/commands/revoke-grant.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { getCampaignHead } from "#lib/reviews/queries/get-campaign-head.ts";
import { tally, tiesOut } from "#lib/reviews/tally.ts";
import { closeReview } from "#tests/factories/close-review.ts";
import { evidenceText, verifyText } from "#tests/factories/evidence.ts";
import {
  deliverEvents,
  enableRefund,
  type GovernedServer,
  newGovernedServer,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem, GOES_ON } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

const silence = fc.constantFrom("keep", "revoke");

/** What happens in a review, one thing after the other; `at` chooses the item. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constantFrom("keep", "revoke", "change"), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom("grant ends"), at: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constantFrom("reviewer leaves", "server retires"), at: fc.nat() }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

interface World {
  org: TestOrganization;
  server: GovernedServer;
  campaignId: string;
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
  const people: PersonActor[] = [org.owner, org.admin, org.member];
  const by = people.find(({ userId }) => userId === item.reviewerId) ?? org.owner;
  switch (what) {
    case "reviewer leaves":
      await inTenant(org.organizationId, "write", (tx) =>
        tx.user.updateMany({ where: { id: org.owner.userId }, data: { isActive: false } }),
      );
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
        answerItem(by, {
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

async function begin(noResponse: object): Promise<World> {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  await enableRefund(org, server);
  for (const name of ["DESK_TOKEN", "MAIL_TOKEN"]) {
    const expiresAt = new Date(Date.now() + 100 * 86_400_000).toISOString();
    const key = { kind: "api_key", keptIn: "environment", expiresAt } as const;
    await addCredential(org.admin, { serverId: server.serverId, name, ...key });
  }
  const { campaignId } = await runningReview(org, { noResponse });
  return { org, server, campaignId };
}

describe("the totals of a review", () => {
  it("tie out with its items, its tally and its evidence, whatever happens while it runs", async () => {
    const property = fc.asyncProperty(
      fc.record({ low: silence, medium: silence, high: silence }),
      fc.array(happening, { maxLength: 8 }),
      async (noResponse, happenings) => {
        const world = await begin(noResponse);
        for (const one of happenings) await happen(world, one);
        const second = await newPerson(world.org.organizationId, "Second Admin", ["admin", "member"]);
        const { campaignId, org } = world;
        const running = await getCampaignHead(org.admin, { campaignId });
        // A server's end may have closed it.
        if (running.state === "running") await closeReview(org.admin, { campaignId }, second);
        const { totals, state, definition } = await getCampaignHead(org.admin, { campaignId });
        expect(state).toBe("closed");
        expect(tiesOut(totals)).toBe(true);
        expect(totals).toEqual(tally(await itemsOf(world), definition.noResponse));
        const { population, kept, revoked, changed, unanswered, removals } = totals;
        expect(population).toBe(kept + revoked + changed + unanswered);
        expect(removals).toBe(totals.applied + totals.failed + totals.notNeeded);
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
    await fc.assert(property, { numRuns: 6 });
  }, 300_000);
});
