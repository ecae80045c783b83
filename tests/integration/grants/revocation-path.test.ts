import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { saveRevocationPath } from "#lib/grants/commands/save-revocation-path.ts";
import { countServersWithoutRevocationPath } from "#lib/grants/queries/count-servers-without-revocation-path.ts";
import { getRevocationPath } from "#lib/grants/queries/get-revocation-path.ts";
import { newId } from "#lib/kernel/id.ts";
import { type GovernedServer, newGovernedServer, trail } from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

const DENY = { kind: "deny_decisions", title: "Deny in Steward" } as const;
const read = () => getRevocationPath(org.owner, { serverId: server.serverId });

describe("a revocation path", () => {
  it("is kept in order with who is responsible, and counts as covered", async () => {
    expect(await countServersWithoutRevocationPath(org.admin, {})).toMatchObject({
      total: 1,
      without: 1,
      productionWithout: 1,
    });
    const { hash } = await read();
    const rotate = {
      kind: "manual",
      title: "Rotate the key",
      instructions: "At the vendor.",
      responsibleId: org.member.userId,
    } as const;
    const saved = await saveRevocationPath(org.owner, {
      serverId: server.serverId,
      hash,
      steps: [DENY, rotate],
    });
    const path = await read();
    expect(path).toMatchObject({
      hash: saved.hash,
      canEdit: true,
      steps: [
        { position: 1, kind: "deny_decisions", responsible: null },
        { position: 2, title: "Rotate the key", responsible: { name: "Member" } },
      ],
    });
    expect(await countServersWithoutRevocationPath(org.admin, {})).toMatchObject({ total: 1, without: 0 });
    const [event] = await trail(org.organizationId, ["revocation_path.changed"]);
    expect(event?.detail.steps).toEqual({
      before: [],
      after: ["deny_decisions: Deny in Steward", "manual: Rotate the key"],
    });
    await saveRevocationPath(org.admin, { serverId: server.serverId, hash: path.hash, steps: [] });
    expect((await read()).steps).toEqual([]);
  });

  it("edited by two at once takes one edit; the other is a conflict", async () => {
    const { hash } = await read();
    const both = await Promise.allSettled(
      [org.owner, org.admin].map((actor) =>
        saveRevocationPath(actor, { serverId: server.serverId, hash, steps: [DENY] }),
      ),
    );
    const lost = both.find((one) => one.status === "rejected");
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(lost?.reason).toMatchObject({ code: "conflict" });
    expect((await read()).steps).toHaveLength(1);
  });

  it("is edited by the server's owners and administrators only", async () => {
    const { hash } = await read();
    const edit = { serverId: server.serverId, hash, steps: [DENY] };
    await expect(saveRevocationPath(org.member, edit)).rejects.toMatchObject({ code: "forbidden" });
    await expect(saveRevocationPath(org.auditor, edit)).rejects.toMatchObject({ code: "forbidden" });
    const other = await newOrganization();
    await expect(saveRevocationPath(other.admin, edit)).rejects.toMatchObject({ code: "not_found" });
    const forMember = await getRevocationPath(org.member, { serverId: server.serverId });
    expect(forMember.canEdit).toMatch(/owner/);
    const asApprover = { ...org.owner, roles: ["approver"] as const };
    const forApprover = await getRevocationPath(asApprover, { serverId: server.serverId });
    expect(forApprover.canEdit).toMatch(/role admin or member/);
    await expect(saveRevocationPath(asApprover, edit)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuses a step for somebody who is not here, and says at which field", async () => {
    const { hash } = await read();
    const steps = [DENY, { ...DENY, responsibleId: newId() }];
    await expect(
      saveRevocationPath(org.owner, { serverId: server.serverId, hash, steps }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { "steps.1.responsibleId": "Choose an active person." },
    });
  });

  it("has at most twenty steps", async () => {
    const { hash } = await read();
    const steps = Array.from({ length: 21 }, () => DENY);
    await expect(
      saveRevocationPath(org.owner, { serverId: server.serverId, hash, steps }),
    ).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
