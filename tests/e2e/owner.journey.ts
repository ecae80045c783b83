import { throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, test } from "./people.ts";
import { approve } from "./request-parts.ts";
import { registerServer } from "./server-parts.ts";

test("the owner completes the record, and findings follow it", async ({ as }) => {
  const name = uniqueName("Wiki");
  const serverPath = await registerServer(await as("admin"), {
    name,
    purpose: "Reads the wiki.",
    connection: { url: `https://${name.toLowerCase().replace(" ", "-")}.example.com/mcp` },
  });
  const page = await as("owner");
  await test.step("a wildcard scope is a finding until it is removed", async () => {
    await page.goto(`${serverPath}?tab=scopes`);
    const record = page.getByRole("button", { name: "Record a scope" });
    await throughDialog(page, record, "Record", async (dialog) => {
      await dialog.getByLabel("Scope").fill("pages:*");
      await dialog.getByRole("radio", { name: "Wildcard" }).check();
    });
    await expect(page.getByText("pages:*").first()).toBeVisible();
    await expect(page.getByText("Not granted")).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${serverPath}?tab=findings`);
    await expect(page.getByText("The scope pages:* is a wildcard.")).toBeVisible();
    await page.goto(`${serverPath}?tab=scopes`);
    const remove = page.getByRole("button", { name: "Remove" });
    await throughDialog(page, remove, "Remove the scope", async () => undefined);
    await expect(page.getByText("No scope is on record")).toBeVisible();
    await page.goto(`${serverPath}?tab=findings`);
    await expect(page.getByText("has no revocation path").first()).toBeVisible();
    await expect(page.getByText("The scope pages:* is a wildcard.")).toBeHidden();
  });

  await test.step("a narrow scope is asked for, and granted by somebody else", async () => {
    await page.goto(`${serverPath}?tab=scopes`);
    await page.getByRole("link", { name: "Ask for a scope" }).click();
    await page.getByRole("textbox", { name: "Scope" }).fill("pages:read");
    await expect(page.getByRole("heading", { name: "What it allows" })).toBeVisible();
    await page.getByLabel("Justification").fill("The wiki is searched for answers to tickets.");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.waitForURL(/approvals\/[0-9a-f-]+$/);
    const approver = await as("approver");
    await approver.goto(page.url());
    await expect(approver.getByText("a yes puts it on the record", { exact: false })).toBeVisible();
    await expectAccessible(approver);
    await approve(approver, "It only reads pages.");
    await page.goto(`${serverPath}?tab=scopes`);
    await expect(page.getByText("Granted until")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a credential that never ends is a finding until it has an end", async () => {
    await page.goto(`${serverPath}?tab=credentials`);
    const add = page.getByRole("button", { name: "Add a credential" });
    await throughDialog(page, add, "Add", async (dialog) => {
      await dialog.getByLabel("Name", { exact: true }).fill("Wiki API key");
      await dialog.getByLabel("Kind").selectOption("api_key");
      await dialog.getByLabel("Kept in").selectOption("secret_manager");
    });
    await expect(page.getByText("Never ends")).toBeVisible();
    const rotate = page.getByRole("button", { name: "Record a rotation" });
    await throughDialog(page, rotate, "Record it", async (dialog) => {
      await dialog.getByLabel("The new value ends on").fill(dayFromNow(60));
    });
    await expect(page.getByText("Never ends")).toBeHidden();
    await expectAccessible(page);
  });

  await test.step("an ordered revocation path", async () => {
    await page.goto(`${serverPath}?tab=revocation`);
    await expect(page.getByText("Nobody has written down how to cut this server off")).toBeVisible();
    await page.getByRole("link", { name: "Write the path" }).click();
    await page.getByRole("button", { name: "Add a step" }).click();
    await page.getByLabel("What").nth(1).fill("Revoke the API key at the wiki");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save the path" }).click();
    await expect(
      page.getByRole("listitem").filter({ hasText: "Suspend the server in Steward" }),
    ).toBeVisible();
    await expect(
      page.getByRole("listitem").filter({ hasText: /^2\.Revoke the API key at the wiki/ }),
    ).toBeVisible();
  });

  await test.step("then nothing is wrong with it any more", async () => {
    await page.goto(`${serverPath}?tab=findings`);
    await expect(page.getByText("Nothing is wrong that a rule could see")).toBeVisible();
  });

  await test.step("what the page says of the server", async () => {
    await page.goto(serverPath);
    const details = page.getByRole("region", { name: "Details" });
    const pencil = details.getByRole("button", { name: "Edit the purpose" });
    await pencil.press("e");
    const purpose = details.getByRole("textbox", { name: "Purpose" });
    await purpose.fill("Put back.");
    await purpose.press("Escape");
    await expect(details.getByText("Reads the wiki.")).toBeVisible();
    await pencil.click();
    await purpose.fill("Reads the wiki for the support desk.");
    await expectAccessible(page);
    await purpose.press("Enter");
    await expect(details.getByText("Reads the wiki for the support desk.")).toBeVisible();
  });
});

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
