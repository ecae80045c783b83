import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { decideItems } from "#lib/reviews/commands/decide-items.ts";
import { undoDecisions } from "#lib/reviews/commands/undo-decisions.ts";
import { getReviewItem } from "#lib/reviews/queries/get-review-item.ts";
import { listReviewItems } from "#lib/reviews/queries/list-review-items.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { answerItem } from "#tests/factories/review-answers.ts";
import { runningReview } from "#tests/factories/running-review.ts";

let org: TestOrganization;
let campaignId: string;

/** Six credentials of low risk on one server, and a password, whose risk is high. */
beforeEach(async () => {
  org = await newOrganization();
  const { serverId } = await registerServer(org.admin, {
    name: "Notes",
    purpose: "Keeps notes",
    environment: "development",
    criticality: "low",
    team: "Support",
    transport: "stdio",
    command: "notes",
    args: [],
    dataClasses: [],
    ownerId: org.owner.userId,
    backupOwnerId: org.admin.userId,
  });
  const expiresAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
  const add = (name: string, kind: string) =>
    addCredential(org.admin, { serverId, name, kind, keptIn: "platform", expiresAt } as never);
  for (const letter of "ABCDEF") await add(`NOTES_${letter}`, "oauth_client");
  await add("NOTES_PASSWORD", "password");
  ({ campaignId } = await runningReview(org, { subjects: ["server", "credential"] }));
});

const list = (parts: object = {}) => listReviewItems(org.owner, { campaignId, ...parts });

describe("the items of a review", () => {
  it("come a page at a time in their order, with how many there are", async () => {
    const first = await list({ kind: ["credential"], limit: 4 });
    const rest = await list({ kind: ["credential"], limit: 4, cursor: first.nextCursor ?? undefined });
    expect([...first.items, ...rest.items].map((item) => item.facts.name)).toEqual([
      ..."ABCDEF".split("").map((letter) => `NOTES_${letter}`),
      "NOTES_PASSWORD",
    ]);
    expect(first.total).toEqual({ count: 7, isEstimate: false });
    expect(rest.nextCursor).toBeNull();
  });

  it.each<[object, number]>([
    [{}, 8],
    [{ whose: "mine" }, 8],
    [{ risk: ["high"] }, 1],
    [{ kind: ["server"] }, 1],
    [{ decision: ["keep", "revoke"] }, 0],
    [{ q: "notes_pass" }, 1],
    [{ q: "NOTES" }, 8],
    [{ q: "100%" }, 0],
    [{ team: ["Support"], decision: ["undecided"] }, 8],
    [{ team: ["Other"] }, 0],
  ])("are found by %j: %i", async (filter, count) => {
    const page = await list(filter);
    expect(page.items).toHaveLength(count);
    expect(page.total).toEqual({ count, isEstimate: false });
  });

  it("of several answers, or several risks, come in their one order over all pages", async () => {
    const { items } = await list();
    const byPosition = items.map(({ position }) => position);
    const answered = items.filter(
      ({ facts }) => facts.kind === "credential" && facts.name !== "NOTES_PASSWORD",
    );
    for (const [index, { id, version }] of answered.entries()) {
      const decision = index % 2 === 0 ? "keep" : "revoke";
      if (index < 4) await answerItem(org.owner, { itemId: id, version, decision, reason: "Looked at" });
    }
    const positionsOf = async (filter: object) => {
      const positions: number[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await list({ ...filter, limit: 3, cursor });
        positions.push(...page.items.map(({ position }) => position));
        cursor = page.nextCursor;
      }
      return positions;
    };
    expect(await positionsOf({ decision: ["revoke", "undecided", "keep", "keep"] })).toEqual(byPosition);
    expect(await positionsOf({ risk: ["high", "low", "medium"] })).toEqual(byPosition);
    expect(await positionsOf({ decision: ["revoke", "keep"], risk: ["low"] })).toEqual(
      answered.slice(0, 4).map(({ position }) => position),
    );
  });

  it("are nobody else's: not another organization's, and none of one's own for who reviews none", async () => {
    const other = await newOrganization();
    await expect(listReviewItems(other.admin, { campaignId })).rejects.toMatchObject({ code: "not_found" });
    expect((await listReviewItems(org.member, { campaignId, whose: "mine" })).items).toEqual([]);
  });
});

describe("answering together", () => {
  const keepLow = (parts: object = {}) =>
    decideItems(org.owner, { campaignId, decision: "keep", count: 6, ...parts });

  it("answers what is of low risk and nothing else, each with its record, and one event", async () => {
    const { answered, hasMore, batchId } = await keepLow();
    expect({ answered, hasMore }).toEqual({ answered: 6, hasMore: false });
    const { items } = await list({ kind: ["credential"] });
    expect(items.map((item) => item.decision)).toEqual([...Array(6).fill("keep"), "undecided"]);
    const records = await inTenant(org.organizationId, "read", (tx) =>
      tx.campaignAnswer.findMany({ where: { batchId } }),
    );
    expect(records.map((one) => one.inBulk)).toEqual(Array(6).fill(true));
    const [event] = await trail(org.organizationId, ["campaign.items_decided"]);
    expect(event?.detail).toMatchObject({ decision: "keep", count: 6 });
  });

  it("answers nothing when there are others by now than were on the screen", async () => {
    await expect(keepLow({ count: 5 })).rejects.toMatchObject({ code: "conflict" });
    await expect(keepLow({ count: 7 })).rejects.toMatchObject({ code: "conflict" });
    expect((await list({ decision: ["keep"] })).items).toEqual([]);
  });

  it("by name answers exactly those, and none of higher risk or of somebody else", async () => {
    const { items } = await list({ kind: ["credential"] });
    const ids = items.map(({ id }) => id);
    await expect(keepLow({ itemIds: ids, count: 7 })).rejects.toMatchObject({ code: "conflict" });
    await expect(
      decideItems(org.admin, { campaignId, decision: "keep", itemIds: ids.slice(0, 2), count: 2 }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(await keepLow({ itemIds: ids.slice(0, 2), count: 2 })).toMatchObject({ answered: 2 });
  });

  it("revokes only with a reason", async () => {
    await expect(keepLow({ decision: "revoke" })).rejects.toMatchObject({ code: "refused" });
    expect(await keepLow({ decision: "revoke", reason: "The pilot is over." })).toMatchObject({
      answered: 6,
    });
  });

  it("can be taken back for ten seconds, by whoever did, as far as it stands", async () => {
    const { batchId } = await keepLow();
    const { items } = await list({ kind: ["credential"] });
    const { id: itemId, version } = items[0] ?? { id: "", version: 0 };
    await answerItem(org.owner, { itemId, version, decision: "revoke", reason: "Not this one." });
    await expect(undoDecisions(org.admin, { batchId })).rejects.toMatchObject({ code: "not_found" });
    expect(await undoDecisions(org.owner, { batchId })).toEqual({ undone: 5 });
    const after = await list({ kind: ["credential"] });
    expect(after.items.map((item) => item.decision)).toEqual(["revoke", ...Array(6).fill("undecided")]);
  });

  it("cannot be taken back later", async () => {
    const { batchId } = await keepLow();
    const later = Date.now() + 11_000;
    const restore = setClock(() => new Date(later));
    try {
      await expect(undoDecisions(org.owner, { batchId })).rejects.toMatchObject({ code: "refused" });
    } finally {
      restore();
    }
  });

  it("by two tabs at once happens once", async () => {
    const both = await Promise.allSettled([keepLow(), keepLow()]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict" });
  });
});

describe("one item", () => {
  it("has beside its facts what is so now, and what others like it have", async () => {
    const { items } = await list({ q: "NOTES_A" });
    const item = await getReviewItem(org.owner, { itemId: items[0]?.id ?? "" });
    expect(item).toMatchObject({
      risk: "low",
      useNow: null,
      since: [],
      earlier: [],
      peers: { like: "credential_kind", name: "oauth_client", count: 5, have: 5 },
      changeable: { hasEnd: true },
    });
  });
});
