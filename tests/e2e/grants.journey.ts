import type { Page } from "@playwright/test";
import { governedServer } from "./governed-server.ts";
import { throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, test } from "./people.ts";
import { makeGatewayToken, mayCall } from "./request-parts.ts";

const TOOL = "update_ticket";

test("a grant is found, suspended, asked why it exists, resumed and ended, and each is felt", async ({
  as,
  request,
}) => {
  const governed = await governedServer(as, {
    name: uniqueName("Held desk"),
    consumer: uniqueName("Desk agent"),
    tools: [TOOL],
  });
  const secret = await makeGatewayToken(await as("admin"));
  const isLetIn = async () => (await mayCall(request, { ...governed, secret, tool: TOOL })).decision;
  const page = await as("owner");
  const rows = () => page.getByRole("table", { name: "Grants" }).getByRole("row");
  const ofTool = () => rows().filter({ hasText: TOOL });

  await test.step("searched by the server's name, both are there with their end and where they come from", async () => {
    await page.goto("/");
    await page.getByRole("link", { name: "Grants", exact: true }).first().click();
    await page.getByRole("searchbox", { name: "Search grants" }).fill(governed.name);
    await page.keyboard.press("Enter");
    await expect(rows()).toHaveCount(3);
    await expect(ofTool().getByText("In force")).toBeVisible();
    await expect(ofTool().getByText(/in (29|30) days/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("suspended with the keyboard and a reason, it is denied at once", async () => {
    await chooseTool(page);
    await throughDialog(page, bulk(page, "Suspend"), "Suspend the grant", async (dialog) => {
      await expect(dialog.getByText(/Nobody can use this from now on: update_ticket/)).toBeVisible();
      await expectAccessible(page);
      await dialog.getByLabel("Reason").fill("The vendor has an incident.");
    });
    await expect(page.getByText("1 grant is suspended").first()).toBeVisible();
    await expect(ofTool().getByText("The vendor has an incident.")).toBeVisible();
    await expect.poll(isLetIn, { timeout: 5_000 }).toBe(false);
  });

  await test.step("its own page says why it exists, and who approved it", async () => {
    await ofTool().getByRole("link", { name: TOOL }).click();
    await expect(page.getByRole("heading", { name: "Why this exists" })).toBeVisible();
    await expect(page.getByText("Support agents answer tickets with it.")).toBeVisible();
    await expect(page.getByText(/approved it in the stage/)).toBeVisible();
    await expect(page.getByText(/suspended the grant of/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("resumed there, it is let in again", async () => {
    await throughDialog(
      page,
      page.getByRole("button", { name: "Resume" }),
      "Resume the grant",
      async (dialog) => {
        await dialog.getByLabel("Reason").fill("The vendor says it is over.");
      },
    );
    await expect(page.getByText("In force").first()).toBeVisible();
    await expect.poll(isLetIn, { timeout: 5_000 }).toBe(true);
  });

  await test.step("ended from the list, it is gone from what is in force, and found by filter", async () => {
    await page.goto(`/grants?q=${encodeURIComponent(governed.name)}`);
    await chooseTool(page);
    await throughDialog(page, bulk(page, "End"), "End the grant", async (dialog) => {
      await dialog.getByLabel("Reason").fill("Nobody uses it any more.");
    });
    await expect(page.getByText("1 grant is ended").first()).toBeVisible();
    await expect(rows()).toHaveCount(2);
    await expect.poll(isLetIn, { timeout: 5_000 }).toBe(false);
    await page.goto(`/grants?status=revoked&q=${encodeURIComponent(governed.name)}`);
    await expect(ofTool().getByText("Nobody uses it any more.")).toBeVisible();
  });

  await test.step("whoever does not answer for the server is told so", async () => {
    const other = await as("approver");
    await other.goto(`/grants?q=${encodeURIComponent(governed.name)}`);
    const box = other.getByRole("table", { name: "Grants" }).getByRole("checkbox").last();
    await expect(box).toBeDisabled();
  });
});

/** `j` to the row of the tool, `x` to choose it. */
async function chooseTool(page: Page): Promise<void> {
  const row = page.getByRole("table", { name: "Grants" }).getByRole("row").filter({ hasText: TOOL });
  await row.focus();
  await page.keyboard.press("x");
  await expect(row.getByRole("checkbox")).toBeChecked();
}

function bulk(page: Page, name: string) {
  return page.getByRole("region", { name: "Selected rows" }).getByRole("button", { name, exact: true });
}
