import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { listAuditEvents } from "#lib/audit/queries/list-audit-events.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { deleteView } from "#lib/inventory/commands/delete-view.ts";
import { restoreView } from "#lib/inventory/commands/restore-view.ts";
import { saveView } from "#lib/inventory/commands/save-view.ts";
import { setDefaultView } from "#lib/inventory/commands/set-default-view.ts";
import { updateView } from "#lib/inventory/commands/update-view.ts";
import { listViews } from "#lib/inventory/queries/list-views.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

let org: TestOrganization;
beforeEach(async () => {
  org = await newOrganization();
});

const list = "servers" as const;
const save = (who: PersonActor, name: string, more: { search?: string; isShared?: boolean } = {}) =>
  saveView(who, { list, name, search: "environment=production", ...more });
const namesFor = async (who: PersonActor) => (await listViews(who, { list })).views.map(({ name }) => name);
const eventTypes = async () =>
  (await listAuditEvents(org.auditor, {})).items
    .map(({ type }) => type as string)
    .filter((type) => type.startsWith("saved_view."));

describe("a saved view", () => {
  it("keeps the question in its normal form, with an event", async () => {
    const search = `state=active&owner=none&cursor=x&state=made-up&ownerId=${org.owner.userId}`;
    const { viewId } = await save(org.owner, " Orphans ", { search });
    const { views, defaultId } = await listViews(org.owner, { list });
    expect(defaultId).toBeNull();
    expect(views).toMatchObject([{ id: viewId, name: "Orphans", isOwn: true, isShared: false, version: 1 }]);
    expect(views[0]?.search).toMatch(/^state=active&ownerId=/);
    expect(views[0]?.search).not.toContain("made-up");
    expect(await eventTypes()).toEqual(["saved_view.saved"]);
  });

  it("is seen by nobody else until it is shared, and then by everybody in the organization", async () => {
    const { viewId } = await save(org.owner, "Mine");
    expect(await namesFor(org.member)).toEqual([]);
    await updateView(org.owner, { viewId, isShared: true });
    expect(await namesFor(org.member)).toEqual(["Mine"]);
    const stranger = (await newOrganization()).admin;
    expect(await namesFor(stranger)).toEqual([]);
    await expect(deleteView(stranger, { viewId })).rejects.toMatchObject({ code: "not_found" });
    await expect(setDefaultView(stranger, { list, viewId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("has a name its owner uses once, whatever the case; others may use it too", async () => {
    await save(org.owner, "Expiring");
    await expect(save(org.owner, "EXPIRING")).rejects.toMatchObject({
      code: "invalid",
      fields: { name: expect.stringContaining("already") },
    });
    await expect(save(org.member, "Expiring")).resolves.toBeDefined();
  });

  it("is saved once when one name is saved twice at the same moment", async () => {
    const both = await Promise.allSettled([save(org.owner, "Race"), save(org.owner, "Race")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await namesFor(org.owner)).toEqual(["Race"]);
  });

  it("is changed by one of two who read the same version", async () => {
    const { viewId } = await save(org.owner, "Both");
    const change = (name: string) => updateView(org.owner, { viewId, version: 1, name });
    const both = await Promise.allSettled([change("One"), change("Two")]);
    const lost = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: "conflict" });
  });

  it("is changed by its owner alone, and says what changed", async () => {
    const { viewId } = await save(org.owner, "Mine", { isShared: true });
    await expect(updateView(org.admin, { viewId, name: "Ours" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await updateView(org.owner, { viewId, search: "environment=staging" });
    const [latest] = (await listAuditEvents(org.auditor, { type: "saved_view.changed" })).items;
    expect(latest?.detail).toEqual({
      search: { before: "environment=production", after: "environment=staging" },
    });
  });

  it("records nothing when nothing changed", async () => {
    const { viewId } = await save(org.owner, "Same");
    await updateView(org.owner, { viewId, search: "sort=best_match&environment=production" });
    expect(await eventTypes()).toEqual(["saved_view.saved"]);
  });

  it("stays readable when the person who shared it leaves", async () => {
    await save(org.owner, "Left behind", { isShared: true });
    await deactivateUser(org.admin, { userId: org.owner.userId });
    expect((await listViews(org.member, { list })).views).toMatchObject([
      { name: "Left behind", ownerHasLeft: true, isOwn: false, mayDelete: false },
    ]);
    expect((await listViews(org.admin, { list })).views).toMatchObject([{ mayDelete: true }]);
  });

  it("is deleted by its owner, or by an administrator when it is shared, and can be given back", async () => {
    const { viewId } = await save(org.owner, "Gone", { isShared: true });
    await expect(deleteView(org.member, { viewId })).rejects.toMatchObject({ code: "forbidden" });
    await deleteView(org.admin, { viewId });
    expect(await namesFor(org.owner)).toEqual([]);
    await restoreView(org.admin, { viewId });
    expect(await namesFor(org.member)).toEqual(["Gone"]);
    expect(await eventTypes()).toEqual(["saved_view.restored", "saved_view.deleted", "saved_view.saved"]);
  });

  it("is not given back over another view of its name", async () => {
    const { viewId } = await save(org.owner, "Name");
    await deleteView(org.owner, { viewId });
    await save(org.owner, "Name");
    await expect(restoreView(org.owner, { viewId })).rejects.toMatchObject({ code: "invalid" });
  });

  it("can be what the list opens with, until it is no longer shared", async () => {
    const { viewId } = await save(org.owner, "Team", { isShared: true });
    await setDefaultView(org.member, { list, viewId });
    expect((await listViews(org.member, { list })).defaultId).toBe(viewId);
    expect((await listViews(org.owner, { list })).defaultId).toBeNull();
    await updateView(org.owner, { viewId, isShared: false });
    expect((await listViews(org.member, { list })).defaultId).toBeNull();
    await setDefaultView(org.owner, { list, viewId });
    await setDefaultView(org.owner, { list, viewId: null });
    expect((await listViews(org.owner, { list })).defaultId).toBeNull();
  });

  it("keeps no secret that was typed into the search", async () => {
    const search = "q=ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    await expect(save(org.owner, "Oops", { search })).rejects.toMatchObject({ code: "invalid" });
  });
});
