import { uniqueName } from "./parts.ts";
import { expect, expectAccessible, test } from "./people.ts";
import { registerServer } from "./server-parts.ts";

test("an administrator changes several servers at once, is told, and puts it back", async ({ as }) => {
  const page = await as("admin");
  const word = uniqueName("Ledger");
  for (const part of ["One", "Two"]) {
    await registerServer(page, {
      name: `${word} ${part}`,
      purpose: "Reads the ledger.",
      connection: {
        url: `https://${word.toLowerCase().replace(" ", "-")}-${part.toLowerCase()}.example.com/mcp`,
      },
    });
  }
  const team = uniqueName("Team");

  await test.step("selects them, sees what would change, and changes them", async () => {
    await page.goto(`/servers?q=${encodeURIComponent(word)}`);
    await expect(page.getByRole("link", { name: new RegExp(`${word} Two`) })).toBeVisible();
    await page.getByRole("checkbox", { name: /all/i }).first().check();
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByRole("menuitem", { name: "Assign a team" }).click();
    await page.getByRole("combobox", { name: /^Team/ }).fill(team);
    await page.getByRole("button", { name: "Show what would change" }).click();
    await expectAccessible(page);
    await expect(page.getByRole("dialog").getByText(`Assign to the team ${team}`)).toBeVisible();
    await page.getByRole("button", { name: "Back" }).click();
    await expect(page.getByRole("combobox", { name: /^Team/ })).toHaveValue(team);
    await page.getByRole("button", { name: "Show what would change" }).click();
    await page.getByRole("button", { name: "Change 2 servers" }).click();
    await expect(page.getByRole("heading", { name: `Assign to the team ${team}` })).toBeVisible();
    await expect(page.getByText("2 changed.")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("is told, and opens what it was about", async () => {
    await page.goto("/notices");
    const notice = page.getByRole("listitem").filter({ hasText: team });
    await expect(notice.getByText("Bulk change finished")).toBeVisible();
    await expectAccessible(page);
    await notice.getByRole("button", { name: /^Open/ }).click();
    await expect(page.getByRole("heading", { name: `Assign to the team ${team}` })).toBeVisible();
  });

  await test.step("puts it back", async () => {
    await page.getByRole("button", { name: "Put back" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Put back" }).click();
    await expect(page.getByRole("heading", { name: `Put back: Assign to the team ${team}` })).toBeVisible();
    await expect(page.getByText("2 changed.")).toBeVisible();
  });
});
