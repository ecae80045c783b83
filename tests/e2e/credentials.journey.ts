import type { Page } from "@playwright/test";
import { answerGovernance, cell, throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";

/** A value that looks like one; the two servers of this journey share it. */
const VALUE = `ghp_${"Rk7Tq2WbNs9PdLx4VfHm".padEnd(36, Date.now().toString(36))}`;

test("an administrator's credentials: listed, filtered, opened, rotated, in the calendar, and reuse on both servers", async ({
  as,
}) => {
  const page = await as("admin");
  const tag = uniqueName("").trim();
  const names = [`Alpha vault ${tag}`, `Beta vault ${tag}`] as const;
  await bringFile(page, tag);
  for (const [index, name] of names.entries()) await register(page, `vault-${index}-${tag}`, name);

  await test.step("the list is sorted and filtered by the address", async () => {
    await page.goto("/credentials");
    await expect(page.getByRole("heading", { name: "Credentials", level: 1 })).toBeVisible();
    const table = page.getByRole("table", { name: "Credentials" });
    await table.getByRole("link", { name: "Server", exact: true }).click();
    await expect(page).toHaveURL(/sort=server/);
    await expect(table.getByRole("columnheader", { name: "Server" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
    await page.getByRole("button", { name: "Filter" }).click();
    const panel = page.getByRole("dialog", { name: "Filter" });
    await panel.getByRole("button", { name: "Kept in" }).click();
    await panel.getByRole("checkbox", { name: "Configuration" }).check();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/keptIn=configuration/);
    for (const name of names) await expect(table.getByRole("row").filter({ hasText: name })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1360, height: 900 });
  });

  await test.step("each of the two says that the other uses the same value", async () => {
    for (const [index, name] of names.entries()) {
      await page.goto("/credentials?keptIn=configuration&sort=server");
      const row = page.getByRole("table", { name: "Credentials" }).getByRole("row").filter({ hasText: name });
      await row.getByRole("link").first().click();
      await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
      const reuse = page.getByRole("region", { name: "Where else it is used" });
      await expect(reuse.getByRole("link", { name: names[1 - index] ?? "" })).toBeVisible();
      await expect(page.getByText("env.GITHUB_TOKEN").first()).toBeVisible();
      expect(await page.content()).not.toContain(VALUE.slice(6, 30));
    }
    await expectAccessible(page);
  });

  const day = daysFromNow(40);
  await test.step("a rotation is recorded, and the reuse is over", async () => {
    const button = page.getByRole("button", { name: "Record a rotation" });
    await throughDialog(page, button, "Record it", async (dialog) => {
      await dialog.getByLabel("The new value ends on").fill(day);
    });
    await expect(page.getByText(/^Rotated on .*, recorded by/)).toBeVisible();
    const reuse = page.getByRole("region", { name: "Where else it is used" });
    await expect(reuse.getByText("No other server is known to use it.")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("it stands on its day in the calendar", async () => {
    await page.goto(`/credentials?view=calendar&month=${day.slice(0, 7)}&keptIn=configuration`);
    await expect(page.getByRole("heading", { name: "Credentials", level: 1 })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/credentials?day=${day}&keptIn=configuration`);
    const row = page
      .getByRole("table", { name: "Credentials" })
      .getByRole("row")
      .filter({ hasText: names[1] });
    await expect(cell(row, "Server")).toContainText(names[1]);
  });

  await test.step("read again, the file shows that the former value is still there", async () => {
    await bringFile(page, tag);
    await page.goto(`/credentials?day=${day}&keptIn=configuration&sort=name`);
    const row = page
      .getByRole("table", { name: "Credentials" })
      .getByRole("row")
      .filter({ hasText: names[1] });
    await row.getByRole("link").first().click();
    await expect(page.getByText(/the old value still stood in/)).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(page);
  });
});

/** A client's file with two servers that sign in with the same value. */
async function bringFile(page: Page, tag: string): Promise<void> {
  const server = (index: number) => ({
    command: "npx",
    args: ["-y", `@acme/vault-${index}-${tag}@1.0.0`],
    env: { GITHUB_TOKEN: VALUE },
  });
  const mcpServers = { [`vault-0-${tag}`]: server(0), [`vault-1-${tag}`]: server(1) };
  await page.goto("/discover");
  await page.locator("input[type=file]").setInputFiles([
    {
      name: "claude_desktop_config.json",
      mimeType: "text/plain",
      buffer: Buffer.from(JSON.stringify({ mcpServers })),
    },
  ]);
  await page.getByRole("button", { name: "Read 1 file" }).click();
  const outcome = page.getByRole("list", { name: "What became of each file" });
  await expect(outcome.getByText("2 servers")).toBeVisible();
}

/** Makes what was found a governed server of this name. */
async function register(page: Page, found: string, name: string): Promise<void> {
  await page.goto(`/discover?q=${found}`);
  await page.getByRole("link", { name: found }).click();
  await expect(page.getByRole("button", { name: "Register" })).toBeVisible();
  await answerGovernance(page, { name, purpose: "Keeps what the journey needs." });
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
