import { uniqueName } from "./parts.ts";
import { expect, expectAccessible, test } from "./people.ts";

test("a person chooses what comes by e-mail, and finds it chosen", async ({ as }) => {
  const page = await as("member");
  await page.goto("/notices");
  await page.getByRole("link", { name: "By e-mail" }).click();
  await expect(page.getByRole("heading", { name: "My e-mails" })).toBeVisible();
  await expectAccessible(page);
  const policy = page.getByLabel("Policy", { exact: true });
  const wanted = (await policy.inputValue()) === "off" ? "digest" : "off";
  await policy.selectOption(wanted);
  await page.getByLabel("In the time zone").selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your choices are saved").first()).toBeVisible();
  await page.reload();
  await expect(policy).toHaveValue(wanted);
  await expect(page.getByLabel("In the time zone")).toHaveValue("Asia/Tokyo");
  // What could not be sent to others is for administrators.
  await expect(page.getByRole("heading", { name: "E-mails that could not be sent" })).toHaveCount(0);
});

test("an administrator registers a webhook, sees its secret once, and removes it", async ({ as }) => {
  const name = uniqueName("Chat");
  const page = await as("admin");
  await page.goto("/settings?tab=webhooks");
  await page.getByRole("button", { name: "Register a webhook" }).click();
  const dialog = page.getByRole("dialog").filter({ hasText: /webhook|secret/i });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "Address" }).fill("https://10.0.0.1/hook");
  await dialog.getByText("Requests", { exact: true }).click();
  await dialog.getByLabel(/^Request rejected/).check();
  await dialog.getByRole("button", { name: "Register it" }).click();
  await expect(dialog.getByText(/inside this network/).first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Address" }).fill("https://hooks.example.com/steward");
  await dialog.getByRole("button", { name: "Register it" }).click();
  await expect(dialog.getByText(/^whsec_/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const section = page.getByRole("region", { name });
  await expect(section.getByText("1 kind of event")).toBeVisible();
  await expect(page.getByText(/whsec_/)).toHaveCount(0);
  await expectAccessible(page);
  await section.getByRole("button", { name: "Turn off" }).click();
  await expect(section.getByText(/turned it off/)).toBeVisible();
  await section.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(section).toHaveCount(0);
});

test("webhooks are for administrators only", async ({ as }) => {
  const page = await as("member");
  await page.goto("/settings?tab=webhooks");
  await expect(page.getByRole("button", { name: "Register a webhook" })).toHaveCount(0);
  await expect(page.getByText(/Only people with the role admin/)).toBeVisible();
});
