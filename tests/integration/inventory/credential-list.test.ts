import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { updateServer } from "#lib/inventory/commands/update-server.ts";
import type { CREDENTIAL_SORTS } from "#lib/inventory/credential-input.ts";
import { countCredentialDays } from "#lib/inventory/queries/count-credential-days.ts";
import { listCredentials } from "#lib/inventory/queries/list-credentials.ts";
import { listServerTeams } from "#lib/inventory/queries/list-server-teams.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const NOW = new Date("2026-11-27T12:00:00Z");

type Asked = Omit<Parameters<typeof listCredentials>[1], "cursor">;

let org: TestOrganization;
let putBack: () => void;
beforeEach(async () => {
  putBack = setClock(() => NOW);
  org = await newOrganization();
  return () => putBack();
});
afterAll(disconnect);

/** Four credentials on a server each, of two teams and none; whatever can be missing is missing of one. */
async function fill() {
  const billing = await newServer(org, { name: "Billing", team: "Payments" });
  const tickets = await newServer(org, { name: "tickets", team: "Support" });
  const uploads = await newServer(org, { name: "Uploads", team: "Support" });
  const notes = await newServer(org, { name: "Notes" });
  const add = (
    serverId: string,
    name: string,
    facts: { expiresAt?: string; issuedAt?: string; lastRotatedAt?: string } = {},
  ) => addCredential(org.admin, { serverId, name, kind: "api_key", keptIn: "secret_manager", ...facts });
  const zeta = await add(billing.serverId, "zeta", {
    expiresAt: "2027-01-10",
    issuedAt: "2026-02-01",
    lastRotatedAt: "2026-05-01",
  });
  await add(tickets.serverId, "Alpha", { expiresAt: "2026-12-24", issuedAt: "2026-03-01" });
  await add(notes.serverId, "beta", { issuedAt: "2026-01-01", lastRotatedAt: "2026-06-01" });
  await add(uploads.serverId, "Gamma", { expiresAt: "2026-12-01", lastRotatedAt: "2026-04-01" });
  await inTenant(org.organizationId, "write", (tx) =>
    tx.credential.updateMany({
      where: { id: zeta.credentialId },
      data: { lastUsedAt: new Date("2026-11-01T00:00:00Z") },
    }),
  );
  return { billing, notes };
}

/** The names of every page, two a page. */
async function names(asked: Asked = {}): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCredentials(org.auditor, { ...asked, cursor, limit: 2 });
    found.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

describe("the list of credentials", () => {
  it.each<[(typeof CREDENTIAL_SORTS)[number], string[]]>([
    ["expiry", ["Gamma", "Alpha", "zeta", "beta"]],
    ["name", ["Alpha", "beta", "Gamma", "zeta"]],
    ["server", ["zeta", "beta", "Alpha", "Gamma"]],
    ["last_used", ["Alpha", "beta", "Gamma", "zeta"]],
    ["issued", ["Gamma", "beta", "zeta", "Alpha"]],
    ["rotated", ["Alpha", "Gamma", "zeta", "beta"]],
  ])("is paged by %s, upwards and downwards", async (sort, expected) => {
    await fill();
    const sorted = await names({ sort });
    if (sort === "last_used") expect(sorted.at(-1)).toBe("zeta");
    else expect(sorted).toEqual(expected);
    const down = `-${sort}` as typeof sort; // each sort is there with a minus
    expect(await names({ sort: down })).toEqual(sorted.toReversed());
    // Few that fit are found and sorted; the pages are the same.
    const some = await names({ sort, kind: ["api_key"], window: "90d" });
    expect(some).toEqual(sorted.filter((name) => name !== "beta"));
  });

  it("finds those of teams, and of none, in every order, and in the calendar", async () => {
    await fill();
    expect(await names({ team: ["Support"] })).toEqual(["Gamma", "Alpha"]);
    expect(await names({ team: ["Support", "Payments"], sort: "name" })).toEqual(["Alpha", "Gamma", "zeta"]);
    expect(await names({ team: [""], sort: "-server" })).toEqual(["beta"]);
    expect(await names({ team: ["Nobody's"] })).toEqual([]);
    expect(await names({ team: ["Support"], answererId: org.owner.userId, sort: "name" })).toEqual([
      "Alpha",
      "Gamma",
    ]);
    const { total } = await listCredentials(org.auditor, { team: ["Support"] });
    expect(total).toEqual({ count: 2, isEstimate: false });
    const december = await countCredentialDays(org.auditor, { month: "2026-12", team: ["Payments"] });
    expect(december.days.every(({ count }) => count === 0)).toBe(true);
    expect(await listServerTeams(org.auditor, {})).toEqual(["Payments", "Support"]);
  });

  it("follows a server that is renamed or given to another team", async () => {
    const { notes, billing } = await fill();
    await updateServer(org.admin, { serverId: notes.serverId, name: "A notebook", team: "Support" });
    expect(await names({ sort: "server" })).toEqual(["beta", "zeta", "Alpha", "Gamma"]);
    expect(await names({ team: ["Support"], sort: "name" })).toEqual(["Alpha", "beta", "Gamma"]);
    const renames = ["One", "Two", "Three"].map((name, index) =>
      index === 1
        ? addCredential(org.admin, {
            serverId: billing.serverId,
            name: "late",
            kind: "api_key",
            keptIn: "platform",
          })
        : updateServer(org.admin, { serverId: billing.serverId, name: `Z ${name}` }),
    );
    await Promise.allSettled(renames);
    const known = await inTenant(org.organizationId, "read", (tx) =>
      tx.credential.findMany({ select: { serverName: true, server: { select: { name: true } } } }),
    );
    for (const { serverName, server } of known) expect(serverName).toBe(server.name);
  });

  it("takes no cursor of another order", async () => {
    await fill();
    const { nextCursor } = await listCredentials(org.auditor, { sort: "issued", limit: 1 });
    const asked = { limit: 1, cursor: nextCursor ?? "" };
    for (const sort of ["rotated", "name", "-issued"] as const) {
      await expect(listCredentials(org.auditor, { ...asked, sort })).rejects.toMatchObject({
        code: "invalid",
      });
    }
  });
});
