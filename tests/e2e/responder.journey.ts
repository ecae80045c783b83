import { type GovernedServer, governedServer } from "./governed-server.ts";
import { throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, test } from "./people.ts";
import { makeGatewayToken, mayCall } from "./request-parts.ts";

/** How soon a cut must be felt by whoever asks, and by whoever watches. */
const FELT_WITHIN_MS = 5_000;

test("in an incident a server is suspended, and decisions turn to no within seconds; resuming restores them", async ({
  as,
  request,
}) => {
  const tool = "update_ticket";
  const governed: GovernedServer = await governedServer(as, {
    name: uniqueName("Leaking desk"),
    consumer: uniqueName("Night agent"),
    tools: [tool],
  });
  const page = await as("admin");
  const secret = await makeGatewayToken(page);
  const ask = async () => mayCall(request, { ...governed, secret, tool });
  expect(await ask()).toMatchObject({ decision: true });

  await test.step("found by name from the keyboard, and suspended with a reason", async () => {
    await page.goto("/");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search or go to" }).fill(governed.name);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: governed.name }).click();
    await expect(page.getByRole("heading", { name: governed.name, level: 1 })).toBeVisible();
    const suspend = page.getByRole("button", { name: "Suspend" });
    await throughDialog(page, suspend, "Suspend", async (dialog) => {
      await expect(dialog.getByText(/answered no/)).toBeVisible();
      await dialog.getByLabel("Reason").fill("Its API key was seen in a public place.");
    });
    await expect.poll(async () => (await ask()).decision, { timeout: FELT_WITHIN_MS }).toBe(false);
    expect(JSON.stringify((await ask()).context)).toContain("is suspended");
    await expect(page.getByText("Its API key was seen in a public place.").first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("how to cut it off elsewhere is a press away, and so is what it signs in with", async () => {
    for (const part of [/^Revocation path/, /^Credentials/]) {
      await page.getByRole("link", { name: part }).first().click();
      await expect(page.getByRole("heading", { name: part }).first()).toBeVisible();
    }
  });

  await test.step("resumed, what was granted works again", async () => {
    await throughDialog(page, page.getByRole("button", { name: "Resume" }), "Resume", async (dialog) => {
      await dialog.getByLabel("Reason").fill("The key was replaced everywhere.");
    });
    await expect.poll(async () => (await ask()).decision, { timeout: FELT_WITHIN_MS }).toBe(true);
  });

  await test.step("a revoked grant is a no of its own, and the record keeps it", async () => {
    await page.goto(`${governed.serverPath}?tab=grants`);
    const row = page.getByRole("row").filter({ hasText: tool });
    await throughDialog(
      page,
      row.getByRole("button", { name: "Revoke" }),
      "Revoke the grant",
      async (dialog) => {
        await dialog.getByLabel("Reason").fill("No longer worth the risk.");
      },
    );
    await expect.poll(async () => (await ask()).decision, { timeout: FELT_WITHIN_MS }).toBe(false);
    await expect(row).toBeHidden();
    await page.getByRole("link", { name: "Show what has ended too" }).click();
    await expect(row.getByText("Revoked", { exact: true })).toBeVisible();
    await expect(row.getByText("No longer worth the risk.")).toBeVisible();
  });
});
