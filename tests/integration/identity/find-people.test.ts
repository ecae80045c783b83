import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundOrganization } from "#lib/identity/found-organization.ts";
import { operatorActor } from "#lib/identity/operator.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/id.ts";
import { newPerson } from "#tests/factories/organization.ts";

let organizationId: string;
let zoe: PersonActor;

/** More people than a list shows, all of them before Zoe by name. */
beforeAll(async () => {
  ({ organizationId } = await foundOrganization(env().STEWARD_ORGANIZATION, "Test"));
  const crowd = Array.from({ length: 520 }, (_, number) => ({
    organizationId,
    id: newId(),
    email: `person-${number}@test.example`,
    name: `A Person ${number}`,
    isActive: true,
    createdAt: new Date(),
  }));
  await inTenant(organizationId, "write", (tx) => tx.user.createMany({ data: crowd }));
  zoe = await newPerson(organizationId, "Zoe 100%", ["admin"]);
});
afterAll(disconnect);

describe("among more people than a list shows", () => {
  test("the command line acts for the one named, and for the first administrator", async () => {
    expect(await operatorActor(zoe.email.toUpperCase())).toMatchObject({ userId: zoe.userId });
    expect(await operatorActor()).toMatchObject({ userId: zoe.userId, roles: ["admin"] });
    await expect(operatorActor("nobody@test.example")).rejects.toMatchObject({ code: "not_found" });
  });

  test("search finds by part of a name or address, whatever its case", async () => {
    expect(await listUsers(zoe, {})).toHaveLength(500);
    for (const search of ["zOE", zoe.email.slice(0, 8).toUpperCase()]) {
      expect((await listUsers(zoe, { search })).map(({ id }) => id)).toEqual([zoe.userId]);
    }
  });

  test("search reads no pattern into what is typed", async () => {
    expect((await listUsers(zoe, { search: "%" })).map(({ id }) => id)).toEqual([zoe.userId]);
    expect(await listUsers(zoe, { search: "_" })).toEqual([]);
  });
});
