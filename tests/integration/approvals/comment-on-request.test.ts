import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { commentOnRequest } from "#lib/approvals/commands/comment-on-request.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { type PersonActor, systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { putInForce, stage } from "#tests/factories/approval-policy.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
let server: GovernedServer;
let requestId: string;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
  ({ requestId } = await askForRefund(org.owner, server));
});

const comment = (by: Parameters<typeof commentOnRequest>[0], words = "Which payments, exactly?") =>
  commentOnRequest(by, { requestId, comment: words });

function rawComment(by: PersonActor, body = "Past the application.") {
  const { organizationId } = org;
  const remark = { kind: "comment" as const, body, authorId: by.userId, requestId, writtenAt: new Date() };
  return inTenant(organizationId, "write", (tx) =>
    tx.requestRemark.create({ data: { ...remark, organizationId, id: newId() } }),
  );
}

describe("a comment", () => {
  it("is there for everybody in the order of time, decides nothing, and those concerned are told", async () => {
    await comment(org.approver);
    await comment(org.owner, "Those of the last thirty days.");
    await comment(org.admin, "Noted by the administration.");
    const request = await getRequest(org.auditor, { requestId });
    expect(request.remarks.map(({ author, kind }) => [author.name, kind])).toEqual([
      ["Approver", "comment"],
      ["Owner", "comment"],
      ["Admin", "comment"],
    ]);
    expect(request.state).toBe("pending");
    const told = await trail(org.organizationId, ["request.commented"]);
    const approvers = [org.approver.userId, org.approver2.userId];
    expect(new Set(told[0]?.detail.notify as string[])).toEqual(
      new Set([org.owner.userId, org.approver2.userId]),
    );
    expect(new Set(told[1]?.detail.notify as string[])).toEqual(new Set(approvers));
    expect(new Set(told[2]?.detail.notify as string[])).toEqual(new Set([org.owner.userId, ...approvers]));
  });

  it("is open to whoever is asked in a later stage, and to the asker, who never votes", async () => {
    const later = await newPerson(org.organizationId, "Later", ["member"]);
    await putInForce(org, {
      stages: [stage(), stage({ name: "Later", from: [{ kind: "person", userId: later.userId }] })],
    });
    await decideRequest(org.approver, { requestId, decision: "reject", reason: "Ask by the new policy." });
    ({ requestId } = await askForRefund(org.owner, server));
    await comment(later);
    await comment(org.owner);
    const vote = { requestId, decision: "approve" as const, reason: "I say so myself." };
    await expect(decideRequest(org.owner, vote)).rejects.toMatchObject({ code: "refused" });
    await expect(decideRequest(later, vote)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is refused to others, tokens and jobs, in another organization, and past the application", async () => {
    const bystander = await newPerson(org.organizationId, "Bystander", ["member"]);
    const scopes = ["requests:read"] as const;
    const token = {
      kind: "token",
      organizationId: org.organizationId,
      tokenId: newId(),
      name: "T",
      scopes,
    } as const;
    await expect(comment(bystander)).rejects.toMatchObject({ code: "not_found" });
    for (const actor of [org.auditor, token, systemActor(org.organizationId, "test")]) {
      await expect(comment(actor)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(comment((await newOrganization()).admin)).rejects.toMatchObject({ code: "not_found" });
    await expect(rawComment(bystander)).rejects.toMatchObject({
      publicMessage: expect.stringContaining("administrators comment"),
    });
    expect((await getRequest(org.owner, { requestId })).remarks).toEqual([]);
  });

  it("carries no secret, nor nothing, nor too much; hostile text is kept as it is, but for what hides or turns it", async () => {
    const secret = `Use ghp_${"a1B2c3D4e5F6".repeat(3)} for it.`;
    for (const words of [secret, "  ", "x".repeat(2001)]) {
      await expect(comment(org.approver, words)).rejects.toMatchObject({ code: "invalid" });
    }
    await expect(rawComment(org.approver, "x".repeat(2001))).rejects.toThrow();
    const hostile = '<img src=x onerror="alert(1)"> {{7*7}}\n[a](javascript:alert(1))';
    await comment(org.approver, `\u202E${hostile}\u001b\u0007`);
    expect((await getRequest(org.owner, { requestId })).remarks[0]?.body).toBe(hostile);
  });

  it("is never rewritten nor taken away, and not added once it is decided", async () => {
    await comment(org.approver);
    const run = (statement: string) =>
      inTenant(org.organizationId, "write", (tx) => tx.$executeRawUnsafe(statement));
    await expect(run("update request_remark set body = 'Fine by me.'")).rejects.toThrow();
    await expect(run("delete from request_remark")).rejects.toThrow();
    await decideRequest(org.approver, { requestId, decision: "approve", reason: "Needed and bounded." });
    await expect(comment(org.owner)).rejects.toMatchObject({ code: "refused" });
    await expect(rawComment(org.owner)).rejects.toMatchObject({ code: "refused" });
    expect((await getRequest(org.owner, { requestId })).allowed.comment).toMatch(/approved already/);
  });

  it("is told of once where the same person adds to it", async () => {
    await comment(org.approver);
    await comment(org.approver, "And which currency?");
    await comment(org.owner);
    const told = await trail(org.organizationId, ["request.commented"]);
    expect(told.map(({ detail }) => (detail.notify as string[]).length > 0)).toEqual([true, false, true]);
  });

  it("is one of 200 at most, and one of 50 of one person; changes are asked for nonetheless", async () => {
    const many = (author: PersonActor, count: number) =>
      inTenant(
        org.organizationId,
        "write",
        (tx) => tx.$executeRaw`
          insert into request_remark (organization_id, id, request_id, author_id, kind, body, written_at)
          select ${org.organizationId}::uuid, gen_random_uuid(), ${requestId}::uuid, ${author.userId}::uuid, 'comment',
            'Again.', now() from generate_series(1, ${count}::int)`,
      );
    await many(org.owner, 50);
    await expect(comment(org.owner)).rejects.toMatchObject({
      publicMessage: expect.stringContaining("50 comments"),
    });
    await many(org.admin, 50);
    await many(org.approver2, 50);
    const other = await newPerson(org.organizationId, "Other admin", ["admin"]);
    await many(other, 49);
    await many(org.approver, 1);
    await expect(comment(org.approver)).rejects.toMatchObject({
      publicMessage: expect.stringContaining("200 comments"),
    });
    await askForChanges(org.approver, { requestId, reason: "Ask for less, please." });
    const view = await getRequest(org.owner, { requestId });
    expect(view.remarks.map(({ kind }) => kind)).toContain("changes_asked");
  });
});
