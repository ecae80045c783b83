import "#tests/setup/use-test-database.ts";
import { afterAll, expect, test } from "vitest";
import { signIn } from "#lib/identity/commands/sign-in.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { latestEvents } from "#tests/factories/trail.ts";

afterAll(disconnect);

test("a temporary table does not stand before the trail's own tables", async () => {
  const { organizationId, admin } = await newOrganization();
  const event = JSON.stringify([
    {
      id: "0198c0de-0000-7000-8000-00000000000a",
      occurredAt: "2026-01-01T00:00:00.000Z",
      type: "x.y",
      actorKind: "system",
      actorName: "a",
      subjectKind: "s",
      subjectName: "n",
      detail: {},
      digest: "00",
    },
  ]);
  await inTenant(organizationId, "write", async (tx) => {
    await tx.$executeRaw`create temporary table audit_head (organization_id uuid, sequence bigint, hash bytea) on commit drop`;
    await tx.$executeRaw`create temporary table audit_event (like public.audit_event) on commit drop`;
    await tx.$executeRaw`insert into pg_temp.audit_head values (${organizationId}::uuid, 1000, ''::bytea)`;
    const [answer] = await tx.$queryRaw<
      { sequence: bigint }[]
    >`select append_audit_events(${event}::jsonb) as sequence`;
    expect(answer?.sequence).toBe(1n);
  }).catch((error: unknown) => {
    // Where the database forbids temporary tables, as migrated ones do, there is nothing to shadow with.
    expect(String(error)).toMatch(/temporary tables/);
  });
  await signIn(systemActor(organizationId, "test"), {
    issuer: "https://id.example.com",
    subject: "s",
    email: admin.email,
    isEmailVerified: true,
    name: null,
  });
  expect(await latestEvents(admin, 1)).toEqual(["user.signed_in"]);
});
