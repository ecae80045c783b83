import { uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";
import { registerServer } from "./server-parts.ts";

test("a question is asked, counted, saved and shared, and opens the same for a colleague", async ({ as }) => {
  const page = await as("admin");
  const tag = uniqueName("Lists");
  const host = tag.toLowerCase().replace(" ", "-");
  for (const place of ["one", "two"]) {
    await registerServer(page, {
      name: `${tag} ${place}`,
      connection: { url: `https://${place}.${host}.example.com/mcp` },
    });
  }
  const table = page.getByRole("table", { name: "Servers" });
  const panel = page.getByRole("dialog", { name: "Filter" });

  await test.step("a filter is chosen by keyboard, with how many each value would leave", async () => {
    await page.goto(`/servers?q=${encodeURIComponent(tag)}`);
    await expect(table.getByRole("row")).toHaveCount(3);
    await page.getByRole("button", { name: "Filter", exact: true }).press("Enter");
    await expect(panel.getByRole("textbox", { name: "Find a filter" })).toBeFocused();
    await page.keyboard.type("environ");
    await page.keyboard.press("Enter");
    await expect(panel.getByRole("checkbox", { name: "Production 2" })).toBeVisible();
    await expect(panel.getByRole("checkbox", { name: "Staging 0" })).toBeVisible();
    await expectAccessible(page);
    await panel.getByRole("checkbox", { name: "Production 2" }).press("Space");
    await expect(page).toHaveURL(/environment=production/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Environment: Production" })).toBeVisible();
  });

  await test.step("the back button takes one opening of the panel back", async () => {
    await page.goBack();
    await expect(page).not.toHaveURL(/environment=/);
    await page.goForward();
    await expect(page.getByRole("button", { name: "Environment: Production" })).toBeVisible();
  });

  await test.step("what an address asks for and the list does not have is said, never passed over", async () => {
    const asked = page.url();
    await page.goto(`${asked}&state=gone&colour=red&finding=no_such_rule`);
    const notice = page.getByRole("status").filter({ hasText: "3 parts of this address are ignored" });
    for (const words of ["State: gone", "colour: red", "Finding: no_such_rule"])
      await expect(notice.getByText(words)).toBeVisible();
    await expect(page.getByRole("button", { name: "Environment: Production" })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1360, height: 900 });
    await notice.getByRole("link", { name: "Show the list without them" }).click();
    await expect(notice).toBeHidden();
    await expect(page).not.toHaveURL(/state=|colour=|finding=/);
    await expect(page).toHaveURL(/environment=production/);
    await expect(table.getByRole("row")).toHaveCount(3);
  });

  await test.step("it is saved and shared", async () => {
    await page.getByRole("button", { name: "Saved views" }).click();
    await page.getByRole("menuitem", { name: "Save as a new view" }).click();
    const dialog = page.getByRole("dialog", { name: "Save this view" });
    await dialog.getByLabel("Name", { exact: true }).fill(tag);
    await dialog.getByLabel("Share with everybody here").check();
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page).toHaveURL(/view=/);
    await expect(page.getByRole("button", { name: tag, exact: true })).toBeVisible();
    await expectAccessible(page);
  });
  const link = page.url();

  await test.step("another question says that it is not saved", async () => {
    await page.getByRole("link", { name: /Remove the filter Environment/ }).click();
    await expect(page.getByText("Unsaved changes")).toBeVisible();
    await page.getByRole("link", { name: "Discard" }).click();
    await expect(page.getByText("Unsaved changes")).toBeHidden();
  });

  await test.step("a colleague opens the link, and finds the view in the menu", async () => {
    const colleague = await as("auditor");
    await colleague.goto(link);
    await expect(colleague.getByRole("table", { name: "Servers" }).getByRole("row")).toHaveCount(3);
    await expect(colleague.getByRole("button", { name: "Environment: Production" })).toBeVisible();
    await colleague.getByRole("button", { name: tag, exact: true }).click();
    await expect(colleague.getByRole("menuitem", { name: new RegExp(`^${tag} \\(open\\)`) })).toBeVisible();
    await colleague.keyboard.press("Escape");
    await colleague.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(colleague);
    await expectAccessible(colleague);
  });

  await test.step("a column is made wider by keyboard, and stays so", async () => {
    const edge = page.getByRole("separator", { name: "Width of Owner" });
    const column = page.getByRole("columnheader", { name: /^Owner/ });
    const before = (await column.boundingBox())?.width ?? 0;
    await edge.press("ArrowRight");
    await edge.press("ArrowRight");
    await expect.poll(async () => (await column.boundingBox())?.width).toBeCloseTo(before + 32, -1);
    await page.reload();
    await expect.poll(async () => (await column.boundingBox())?.width).toBeCloseTo(before + 32, -1);
  });

  await test.step("? says which keys there are; the palette finds a server by its name", async () => {
    await page.getByRole("heading", { name: "Servers", level: 1 }).click();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys for this list" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search or go to" }).fill(`${tag} two`);
    await page.getByRole("option", { name: `${tag} two Server` }).click();
    await expect(page.getByRole("heading", { name: `${tag} two`, level: 1 })).toBeVisible();
  });

  await test.step("a deleted view can be taken back", async () => {
    await page.goto(link);
    await page.getByRole("button", { name: tag, exact: true }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page).not.toHaveURL(/view=/);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("button", { name: tag, exact: true })).toBeVisible();
  });
});
