import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { runSweep } from "#lib/jobs/sweeps.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { trail } from "#tests/factories/governed-server.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

const DIGEST = `insert into email_delivery
    (organization_id, id, user_id, digest_on, state, due_at, created_at, settled_at)
  select $1, gen_random_uuid(), $2, at::date, 'sent', at, at, at
  from (select now() - make_interval(days => $3) as at) moment`;

it("removes old e-mails that no notice goes with any more, and says so", async () => {
  const { organizationId, owner } = await newOrganization();
  await asOwner(DIGEST, [organizationId, owner.userId, 91]);
  await asOwner(DIGEST, [organizationId, owner.userId, 89]);
  await runSweep("remove-old-notices");
  expect(await inTenant(organizationId, "read", (tx) => tx.emailDelivery.count())).toBe(1);
  const [event] = await trail(organizationId, ["notice.expired_removed"]);
  expect(event?.detail).toEqual({ count: 0, emailCount: 1 });
});

it("removes everything that is old at one time, however much it is, and leaves what is not", async () => {
  const { organizationId, owner } = await newOrganization();
  const insert = (count: number, days: number) =>
    asOwner(
      `insert into notice (organization_id, id, user_id, event_id, kind, title, body, created_at)
      select $1, gen_random_uuid(), $2, gen_random_uuid(), 'grant.ending', 'A grant ends', 'Soon.',
        now() - make_interval(days => $4)
      from generate_series(1, $3)`,
      [organizationId, owner.userId, count, days],
    );
  await insert(20_001, 91);
  await insert(3, 89);
  await runSweep("remove-old-notices");
  expect(await inTenant(organizationId, "read", (tx) => tx.notice.count())).toBe(3);
});
