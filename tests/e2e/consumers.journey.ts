import type { Page } from "@playwright/test";
import { choosePerson, throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";

test("an administrator puts clients that files show on record, and sees what they use without approval", async ({
  as,
}) => {
  const page = await as("admin");
  const tag = uniqueName("").trim();
  await bringFile(page, "claude_desktop_config.json", tag);
  await page.getByRole("link", { name: "Servers" }).first().click();
  await page.getByRole("link", { name: "Consumers" }).click();
  await page.getByRole("link", { name: "Clients seen in files" }).click();
  await expect(page.getByRole("heading", { name: "Clients seen in files", level: 1 })).toBeVisible();
  await expectAccessible(page);
  const fresh = page.getByRole("listitem").filter({ hasText: "Not on record" });
  await expect(fresh.first()).toBeVisible();
  const count = await fresh.count();
  expect(count).toBeGreaterThan(0);
  const name = (await fresh.first().locator("span").first().textContent()) ?? "";

  await test.step("none is chosen: the dialog says what is missing", async () => {
    await page.getByRole("button", { name: "Put on record" }).click();
    const dialog = page.getByRole("dialog", { name: "Put clients on record" });
    await expect(dialog.getByRole("checkbox")).toHaveCount(count);
    for (const box of await dialog.getByRole("checkbox").all()) await box.uncheck();
    await dialog.getByRole("button", { name: "Put on record" }).click();
    await expect(dialog.getByText("Choose at least one.").first()).toBeVisible();
    await dialog.getByRole("checkbox", { name, exact: true }).check();
    await dialog.getByRole("button", { name: "Put on record" }).click();
    await expect(dialog).toBeHidden();
    await expect(fresh).toHaveCount(count - 1);
  });

  await test.step("its page shows what its files show", async () => {
    await page.getByRole("listitem").getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Seen using" })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.goto("/consumers/seen");
    await expectNoSidewaysScroll(page);
  });
});

test("a member sees consumers, and not what files show of everybody", async ({ as }) => {
  const page = await as("member");
  await page.goto("/consumers");
  await expect(page.getByRole("heading", { name: "Consumers", level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Clients seen in files" })).toHaveCount(0);
  await page.goto("/consumers/seen");
  await expect(page.getByText(/Only .* may do this/)).toBeVisible();
});

test("an administrator links a client to a consumer on record, deactivates it, and brings it back", async ({
  as,
}) => {
  const page = await as("admin");
  const name = uniqueName("Desk agent");
  // A client of its own: what another journey put on record is not offered any more.
  await bringFile(page, "cline_mcp_settings.json", uniqueName("").trim());
  await page.goto("/consumers");
  await throughDialog(page, page.getByRole("button", { name: "Add a consumer" }), "Add", async (dialog) => {
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByLabel("Kind").selectOption("agent");
  });

  await page.goto("/consumers/seen");
  await throughDialog(
    page,
    page.getByRole("button", { name: "Link to a consumer" }),
    "Link",
    async (dialog) => {
      await dialog.getByLabel("Client").selectOption({ label: "Cline" });
      await choosePerson(page, /^Consumer/, name);
      await expectAccessible(page);
    },
  );
  await page.getByRole("listitem").getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(page.getByText("Seen as")).toBeVisible();

  const reason = "The pilot of this agent is over.";
  await throughDialog(
    page,
    page.getByRole("button", { name: "Deactivate" }),
    "Deactivate",
    async (dialog) => {
      await expect(dialog.getByRole("checkbox", { name: "Revoke its access for good" })).toBeChecked();
      await dialog.getByLabel("Reason").fill(reason);
    },
  );
  await expect(page.getByText("Inactive: it may use nothing")).toBeVisible();
  await expect(page.getByText(reason)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1360, height: 900 });
  await page.goto(`/consumers?state=inactive&q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await throughDialog(
    page,
    page.getByRole("button", { name: "Reactivate" }),
    "Reactivate",
    async () => undefined,
  );
  await expect(page.getByText("Inactive: it may use nothing")).toBeHidden();
  await expect(page.getByRole("button", { name: "Deactivate" })).toBeVisible();
});

/** Imports one client's file with one server that no other journey knows. */
async function bringFile(page: Page, path: string, tag: string): Promise<void> {
  await page.goto("/discover");
  await page.locator("input[type=file]").setInputFiles([
    {
      name: path,
      mimeType: "text/plain",
      buffer: Buffer.from(
        `{ "mcpServers": { "notes-${tag}": { "command": "npx", "args": ["-y", "@acme/notes-${tag}@1.0.0"] } } }`,
      ),
    },
  ]);
  await page.getByRole("button", { name: "Read 1 file" }).click();
  await expect(
    page.getByRole("list", { name: "What became of each file" }).getByText("1 server"),
  ).toBeVisible();
}
