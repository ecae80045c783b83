import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { tellOfEndingGrants } from "#lib/grants/commands/tell-of-ending-grants.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});
afterEach(() => setClock(() => new Date()));

const inDays = (days: number) => setClock(() => new Date(Date.now() + days * 86_400_000));
const tell = async () => (await tellOfEndingGrants(systemActor(org.organizationId, "test"), {})).grantCount;
const told = () => trail(org.organizationId, ["grant.ending"]);

describe("a grant that is about to end", () => {
  it("is told of once, a week before, to whoever answers for the server, with where to ask for more", async () => {
    await enableRefund(org, server);
    inDays(22);
    expect(await tell()).toBe(0);
    inDays(24);
    expect(await tell()).toBe(2);
    expect(await tell()).toBe(0);
    const [event] = await told();
    expect(event?.subject.name).toBe("Ticket desk");
    expect(event?.detail).toMatchObject({
      grantCount: 2,
      notify: [org.owner.userId, org.admin.userId],
    });
    const ids = new URL(String(event?.detail.href), "http://steward").searchParams.get("grants")?.split(",");
    expect(ids?.toSorted()).toEqual((await grantsOf(org, server.serverId)).map(({ id }) => id).toSorted());
    const preview = await previewRequest(org.owner, {
      slug: server.slug,
      extendGrantIds: ids ?? [],
      durationDays: 60,
    });
    expect(preview.problems).toEqual([]);
  });

  it("is not told of while somebody has asked to extend it, and is, once that is off", async () => {
    await enableRefund(org, server);
    inDays(24);
    const ids = (await grantsOf(org, server.serverId)).map(({ id }) => id);
    const { requestId } = await askFor(org.owner, server.serverId, { extendGrantIds: ids });
    expect(await tell()).toBe(0);
    await approve(org.approver, requestId);
    expect(await tell()).toBe(0);
    expect(await told()).toHaveLength(0);
  });

  it("of two weeks at most is told of a day before", async () => {
    const { requestId } = await askFor(org.owner, server.serverId, { toolIds: [server.searchId] }, 5);
    await approve(org.approver, requestId);
    inDays(3);
    expect(await tell()).toBe(0);
    inDays(4.5);
    expect(await tell()).toBe(1);
  });

  it("is told of by one of two workers at once", async () => {
    await enableRefund(org, server);
    inDays(24);
    const counts = await Promise.all([tell(), tell()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});
