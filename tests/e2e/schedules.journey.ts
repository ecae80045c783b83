import { uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";

test("the administrator schedules a review, sees its next dates, pauses and deletes it", async ({ as }) => {
  const page = await as("admin");
  const name = uniqueName("Every other month");
  await page.goto("/reviews/schedules");
  await expectAccessible(page);
  await page.getByRole("link", { name: "New schedule" }).first().click();
  await page.getByLabel("Every", { exact: true }).fill("2");
  await page.getByLabel("First day").fill("2040-01-31");
  await page.getByLabel("Time", { exact: true }).fill("09:00");
  await page.getByLabel("Time zone").selectOption("Europe/Vienna");
  await expect(page.getByText("Opens every 2 months, next on:")).toBeVisible();
  await expect(page.getByText("Saturday, 31 March 2040, 09:00")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).first().fill(name);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save the schedule" }).click();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete the schedule" }).click();
  await expect(page).toHaveURL(/\/reviews\/schedules$/);
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("the administrator says what opens reviews, and an auditor reads it without being able to", async ({
  as,
}) => {
  const page = await as("admin");
  await page.goto("/reviews/schedules/events/break_glass_used");
  await expectAccessible(page);
  await page.getByLabel("Days to answer").fill("5");
  await page.getByLabel("Open a review when this happens").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Its reviewers have 5 days.")).toBeVisible();
  await page.getByRole("link", { name: /^Change ?: Break-glass used$/ }).click();
  await page.getByLabel("Open a review when this happens").uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("link", { name: /^Set up ?: Break-glass used$/ })).toBeVisible();
  const auditor = await as("auditor");
  await auditor.goto("/reviews/schedules");
  await expect(auditor.getByRole("heading", { name: "When something happens" })).toBeVisible();
  await expect(auditor.getByRole("link", { name: /Set up/ })).toHaveCount(0);
});
