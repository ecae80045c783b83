import type { Locator, Page } from "@playwright/test";
import { expect } from "./people.ts";

/** A name no other run and no other journey uses. */
export function uniqueName(words: string): string {
  return `${words} ${Date.now().toString(36).slice(-6)}`;
}

/** Chooses a person in a picker by typing. */
export async function choosePerson(page: Page, label: RegExp, name: string): Promise<void> {
  const box = page.getByRole("combobox", { name: label });
  await box.fill(name);
  await page.getByRole("option", { name: new RegExp(name) }).click();
}

interface Registration {
  name: string;
  purpose: string;
  owner?: string;
  environment?: string;
  dataClass?: string;
  role?: string;
}

/** Answers the questions that make a server governed: owned by Omar, backed up by Luca, unless told otherwise. */
export async function answerGovernance(page: Page, registration: Registration): Promise<void> {
  const {
    name,
    purpose,
    owner = "Omar Haddad",
    environment = "production",
    dataClass = "Internal",
    role = "Ticket operator",
  } = registration;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Purpose").fill(purpose);
  await choosePerson(page, /^Owner/, owner);
  await choosePerson(page, /^Backup owner/, "Luca Moretti");
  await page.getByLabel("Environment").selectOption(environment);
  await page.getByLabel("Server role").selectOption({ label: role });
  await page.getByLabel(dataClass).check();
}

/** Opens the dialog behind a button, fills it, sends it, and waits until it has closed, which it does when it is done. */
export async function throughDialog(
  page: Page,
  button: Locator,
  send: string,
  fill: (dialog: Locator) => Promise<void>,
): Promise<void> {
  await button.click();
  const sendButton = page.getByRole("button", { name: send, exact: true });
  // A toast is a dialog too, so the one that is meant is known by its button.
  const dialog = page.getByRole("dialog").filter({ has: sendButton });
  await fill(dialog);
  await dialog.getByRole("button", { name: send, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** One cell of a table's row, by the heading of its column. */
export function cell(row: Locator, heading: string): Locator {
  return row.locator(`[data-label="${heading}"]`);
}

/** Sends what the page itself could send, with its session and from its origin. Past the page, so that a no is no complaint. */
export async function sendAsPage(
  page: Page,
  path: string,
  body: object,
): Promise<{ status: number; detail: unknown }> {
  const { origin } = new URL(page.url());
  const response = await page.request.post(path, { headers: { origin }, data: body });
  const { detail } = await response.json();
  return { status: response.status(), detail };
}
