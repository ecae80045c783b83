import "#tests/setup/use-test-database.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { previewRequest } from "#lib/approvals/queries/preview-request.ts";
import { tellOfEndingGrants } from "#lib/grants/commands/tell-of-ending-grants.ts";
import { listEndingGrants } from "#lib/grants/queries/list-ending-grants.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { hrefOf } from "#lib/notifications/model.ts";
import { approve, askFor, grantsOf } from "#tests/factories/carried-on.ts";
import {
  enableRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { copyAccess } from "#tests/factories/many-grants.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

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
    await withdrawRequest(org.owner, { requestId, reason: "Not needed after all." });
    expect(await tell()).toBe(2);
    expect(await told()).toHaveLength(1);
  });

  it("is not told of once it was extended", async () => {
    await enableRefund(org, server);
    inDays(24);
    const ids = (await grantsOf(org, server.serverId)).map(({ id }) => id);
    const { requestId } = await askFor(org.owner, server.serverId, { extendGrantIds: ids });
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

  it("among many leads to a page that asks for fifty of them at once", async () => {
    await enableRefund(org, server);
    await copyAccess(org, server, 60);
    inDays(24);
    expect(await tell()).toBe(62);
    const [event] = await told();
    expect(event && hrefOf(event)).toBe(`/servers/${server.slug}/extend`);
    const ids = await listEndingGrants(org.owner, { serverId: server.serverId });
    expect(ids).toHaveLength(50);
    await askFor(org.owner, server.serverId, { extendGrantIds: ids });
    expect(await listEndingGrants(org.owner, { serverId: server.serverId })).toHaveLength(12);
    const other = await newOrganization();
    expect(await listEndingGrants(other.owner, { serverId: server.serverId })).toEqual([]);
  });

  it("of a server that nobody active answers for is told of once somebody does", async () => {
    await enableRefund(org, server);
    const setActive = (isActive: boolean) =>
      asOwner("update users set is_active = $1 where id = any ($2)", [
        isActive,
        [org.owner.userId, org.admin.userId],
      ]);
    inDays(24);
    await setActive(false);
    expect(await tell()).toBe(0);
    await setActive(true);
    expect(await tell()).toBe(2);
  });

  it("is told of by one of two workers at once", async () => {
    await enableRefund(org, server);
    inDays(24);
    const counts = await Promise.all([tell(), tell()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});
