import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { addUser } from "#lib/identity/commands/add-user.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { latestEvents } from "#tests/factories/trail.ts";

let organization: TestOrganization;
beforeEach(async () => {
  organization = await newOrganization();
});
afterAll(disconnect);

describe("roles", () => {
  test("are changed by an administrator, with before and after in the trail", async () => {
    const { userId } = organization.owner;
    await setRoles(organization.admin, { userId, roles: ["approver", "member"] });
    const [owner] = (await listUsers(organization.admin, {})).filter((user) => user.id === userId);
    expect(owner?.roles).toEqual(["approver", "member"]);
    expect(await latestEvents(organization.admin, 1)).toEqual(["user.roles_changed"]);
  });

  test("stay with the last administrator, however two act at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { admin, organizationId, auditor } = await newOrganization();
      const second = await newPerson(organizationId, "Second Admin", ["admin", "member"]);
      const outcomes = await Promise.allSettled([
        setRoles(admin, { userId: second.userId, roles: ["member"] }),
        round % 2 === 0
          ? setRoles(second, { userId: admin.userId, roles: ["member"] })
          : deactivateUser(second, { userId: admin.userId }),
      ]);
      expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
      const left = (await listUsers(auditor, {})).filter(
        (user) => user.isActive && user.roles.includes("admin"),
      );
      expect(left).toHaveLength(1);
    }
  });

  test("are not taken by anybody from themselves", async () => {
    await expect(
      setRoles(organization.admin, { userId: organization.admin.userId, roles: ["member"] }),
    ).rejects.toMatchObject({ code: "refused" });
  });

  test("are not given by members", async () => {
    await expect(
      setRoles(organization.member, { userId: organization.member.userId, roles: ["admin"] }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("of another organization's person are out of reach", async () => {
    const other = await newOrganization();
    await expect(
      setRoles(organization.admin, { userId: other.member.userId, roles: ["admin"] }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("people", () => {
  test("are added once per address, whatever its case", async () => {
    const person = { email: "Someone@Test.example", name: "Someone", roles: ["member" as const] };
    await addUser(organization.admin, person);
    await expect(
      addUser(organization.admin, { ...person, email: "someone@test.EXAMPLE" }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { email: expect.any(String) },
    });
  });

  test("do not deactivate themselves", async () => {
    await expect(
      deactivateUser(organization.admin, { userId: organization.admin.userId }),
    ).rejects.toMatchObject({ code: "refused" });
  });
});
