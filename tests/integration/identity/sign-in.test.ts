import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { authenticateSession, authenticateToken } from "#lib/identity/authenticate.ts";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { openSession } from "#lib/identity/commands/open-session.ts";
import { reactivateUser } from "#lib/identity/commands/reactivate-user.ts";
import { revokeToken } from "#lib/identity/commands/revoke-token.ts";
import { signIn } from "#lib/identity/commands/sign-in.ts";
import { signOut } from "#lib/identity/commands/sign-out.ts";
import { listTokens } from "#lib/identity/queries/list-tokens.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { hashSecret, newSecret } from "#lib/kernel/secrets.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { latestEvents } from "#tests/factories/trail.ts";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

const claims = (over: object = {}) => ({
  issuer: "https://id.example.com",
  subject: "subject-1",
  email: "New.Person@Test.example",
  isEmailVerified: true,
  name: "New Person",
  ...over,
});
const door = () => systemActor(organization.organizationId, "sign-in");

async function session(userId: string): Promise<string> {
  const secret = newSecret("ses");
  await openSession(door(), { userId, tokenHash: hashSecret(secret) });
  return secret;
}

describe("signing in", () => {
  test("adds an unknown person as a member, once, and puts it in the trail", async () => {
    const first = await signIn(door(), claims());
    const again = await signIn(door(), claims({ email: "changed@test.example" }));
    expect(again.userId).toBe(first.userId);
    const [person] = (await listUsers(organization.admin, {})).filter((user) => user.id === first.userId);
    expect(person).toMatchObject({ email: "new.person@test.example", roles: ["member"], isActive: true });
    expect(await latestEvents(organization.admin, 3)).toEqual([
      "user.signed_in",
      "user.added",
      "user.signed_in",
    ]);
  });

  test("takes a sign-in for as fresh as the provider says, and for old when it says nothing or nonsense", async () => {
    const seconds = Math.floor(Date.now() / 1_000);
    const freshness = async (authTime: number | null) => {
      const { userId } = await signIn(door(), claims({ authTime }));
      const person = await authenticateSession(await session(userId));
      return Math.round((person?.authenticatedAt.getTime() ?? Number.NaN) / 1_000);
    };
    expect(await freshness(seconds - 3_600)).toBe(seconds - 3_600);
    expect(await freshness(seconds)).toBe(seconds);
    expect(await freshness(null)).toBe(0);
    expect(await freshness(seconds + 3_600)).toBe(0);
    // A provider whose clock is a little ahead is believed, up to now.
    expect(await freshness(seconds + 30)).toBeLessThanOrEqual(seconds + 5);
  });

  test("finds a person who was added before by the verified address, whatever its case", async () => {
    const { userId } = await signIn(door(), claims({ email: organization.owner.email.toUpperCase() }));
    expect(userId).toBe(organization.owner.userId);
  });

  test.each([
    ["an address that is not verified", { isEmailVerified: false }],
    ["an address nobody vouches for", { isEmailVerified: null }],
    ["no address at all", { email: null }],
  ])("refuses %s, on the record, once", async (_words, over) => {
    await expect(signIn(door(), claims(over))).rejects.toMatchObject({ code: "refused" });
    const { items } = await listAuditEvents(organization.auditor, {});
    expect(items).toHaveLength(1);
    const email = "email" in over ? null : "new.person@test.example";
    expect(items[0]).toMatchObject({
      type: "user.sign_in_refused",
      subject: { kind: "user", id: null, name: email ?? "Somebody without an address" },
      detail: { email, issuer: "https://id.example.com", reason: expect.any(String) },
    });
  });

  test("refuses a person who was deactivated, also by a known subject", async () => {
    const { userId } = await signIn(door(), claims());
    await deactivateUser(organization.admin, { userId });
    await expect(signIn(door(), claims())).rejects.toMatchObject({ code: "refused" });
    const { items } = await listAuditEvents(organization.auditor, { limit: 1 });
    expect(items[0]).toMatchObject({
      type: "user.sign_in_refused",
      subject: { id: userId },
      summary: "New Person was refused at sign-in: This account is deactivated. Ask an administrator.",
    });
  });

  test("lets two first sign-ins at once make one person", async () => {
    const answers = await Promise.allSettled([signIn(door(), claims()), signIn(door(), claims())]);
    expect(answers.some((answer) => answer.status === "fulfilled")).toBe(true);
    const people = await listUsers(organization.admin, {});
    expect(people.filter((user) => user.email === "new.person@test.example")).toHaveLength(1);
  });
});

describe("sessions", () => {
  test("are found by their secret and by nothing else", async () => {
    const secret = await session(organization.owner.userId);
    expect(await authenticateSession(secret)).toMatchObject({
      userId: organization.owner.userId,
      organizationId: organization.organizationId,
      roles: ["member"],
    });
    for (const wrong of [undefined, "", `${secret}x`, "a".repeat(5000)]) {
      expect(await authenticateSession(wrong)).toBeNull();
    }
  });

  test("end at once on sign-out, on deactivation, and by their clock", async () => {
    const [left, cut, late] = [
      await session(organization.owner.userId),
      await session(organization.member.userId),
      await session(organization.approver.userId),
    ];
    const person = await authenticateSession(left);
    if (person === null) throw new Error("expected a session");
    await signOut(person, {});
    expect(await authenticateSession(left)).toBeNull();

    await deactivateUser(organization.admin, { userId: organization.member.userId });
    expect(await authenticateSession(cut)).toBeNull();
    await reactivateUser(organization.admin, { userId: organization.member.userId });
    expect(await authenticateSession(cut)).toBeNull();

    const restore = setClock(() => new Date(Date.now() + 13 * 3_600_000));
    expect(await authenticateSession(late)).toBeNull();
    restore();
  });
});

describe("service tokens", () => {
  const ask = (over: object = {}) => ({
    name: "gateway",
    scopes: ["decisions:evaluate" as const],
    days: 30,
    ...over,
  });

  test("are shown once, and work until they are revoked", async () => {
    const { tokenId, secret } = await createToken(organization.admin, ask());
    expect(await authenticateToken(secret)).toMatchObject({
      kind: "token",
      tokenId,
      scopes: ["decisions:evaluate"],
    });
    const [listed] = await listTokens(organization.auditor, {});
    expect(JSON.stringify(listed)).not.toContain(secret);
    expect(listed).toMatchObject({ name: "gateway", status: "active", hint: secret.slice(-4) });

    await revokeToken(organization.admin, { tokenId });
    expect(await authenticateToken(secret)).toBeNull();
    await expect(revokeToken(organization.admin, { tokenId })).rejects.toMatchObject({ code: "refused" });
  });

  test("expire, which is not revoked", async () => {
    const { secret } = await createToken(organization.admin, ask({ days: 1 }));
    const restore = setClock(() => new Date(Date.now() + 25 * 3_600_000));
    expect(await authenticateToken(secret)).toBeNull();
    expect((await listTokens(organization.admin, {}))[0]?.status).toBe("expired");
    restore();
  });

  test("stop when the person who made them leaves", async () => {
    const second = await newPerson(organization.organizationId, "Second Admin", ["admin"]);
    const { secret } = await createToken(second, ask());
    expect(await authenticateToken(secret)).not.toBeNull();
    await deactivateUser(organization.admin, { userId: second.userId });
    expect(await authenticateToken(secret)).toBeNull();
    expect((await listTokens(organization.admin, {}))[0]?.status).toBe("creator_left");
  });

  test("live at most 180 days, by the form and by the database", async () => {
    await expect(createToken(organization.admin, ask({ days: 181 }))).rejects.toMatchObject({
      code: "invalid",
      fields: { days: expect.stringContaining("180") },
    });
  });

  test("are not made by members, nor by other tokens", async () => {
    await expect(createToken(organization.member, ask())).rejects.toMatchObject({ code: "forbidden" });
    const { secret } = await createToken(organization.admin, ask());
    const token = await authenticateToken(secret);
    if (token === null) throw new Error("expected a token");
    await expect(createToken(token, ask({ name: "another" }))).rejects.toMatchObject({ code: "forbidden" });
  });
});
