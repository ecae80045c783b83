import { throughDialog } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";

test("an auditor sees which servers were reviewed when, and against which cadence", async ({ as }) => {
  const page = await as("auditor");
  await page.goto("/reviews");
  await page.getByRole("link", { name: "Coverage", exact: true }).click();
  await expect(page.getByRole("heading", { name: "By environment" })).toBeVisible();
  const table = page.getByRole("table", { name: "Servers by their review" });
  await expect(table.getByRole("columnheader", { name: /Last review/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /^Never reviewed/ }).click();
  await expect(page).toHaveURL(/is=unreviewed/);
  await expect(table.getByText("Never").first()).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("the administrator asks for reviews more often, and sees which servers that moves before anybody approves it", async ({
  as,
}) => {
  const page = await as("admin");
  await page.goto("/policy/approval");
  await page.getByRole("button", { name: "Change the policy" }).click();
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  const cadence = page.getByRole("group", { name: "How often servers are reviewed" });
  await cadence.getByLabel("Every so many days").nth(1).fill("60");
  await cadence.getByLabel(/Suspend high-impact grants/).fill("30");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByRole("heading", { name: "Reviews that would be due on another day" })).toBeVisible();
  await expect(page.getByText("Servers in production: every 60 days.").first()).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await throughDialog(
    page,
    page.getByRole("button", { name: "Withdraw" }),
    "Withdraw it",
    async () => undefined,
  );
  await expect(page.getByText("Withdrawn", { exact: true }).first()).toBeVisible();
});
