import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect } from "./people.ts";

/** A name no other run and no other journey uses. */
export function uniqueName(words: string): string {
  return `${words} ${Date.now().toString(36).slice(-5)}`;
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
  environment?: string;
  dataClass?: string;
  role?: string;
}

/** Answers the questions that make a server governed: owned by Omar, backed up by Luca. */
export async function answerGovernance(page: Page, registration: Registration): Promise<void> {
  const {
    name,
    purpose,
    environment = "production",
    dataClass = "Internal",
    role = "Ticket operator",
  } = registration;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Purpose").fill(purpose);
  await choosePerson(page, /^Owner/, "Omar Haddad");
  await choosePerson(page, /^Backup owner/, "Luca Moretti");
  await page.getByLabel("Environment").selectOption(environment);
  await page.getByLabel("Server role").selectOption({ label: role });
  await page.getByLabel(dataClass).check();
}

const FIXTURE = join(process.cwd(), "tests/fixtures/switchable-server.ts");

/** Registers our own small MCP server, whose definitions follow what stands in `switchFile`. Returns its address. */
export async function registerSwitchable(page: Page, name: string, switchFile: string): Promise<string> {
  await page.goto("/servers/new");
  await answerGovernance(page, { name, purpose: "Answers support tickets and refunds." });
  await page.getByLabel("Transport").selectOption("stdio");
  await page.getByLabel("Command").fill("node");
  await page.getByLabel("Arguments").fill([FIXTURE, "--switch", switchFile].join("\n"));
  await page.getByRole("button", { name: "Register the server" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** As an administrator on a server's page: lets Steward run its command. */
export async function allowCommand(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Allow this exact command" }).click();
  await page.getByRole("button", { name: "Allow it" }).click();
  await expect(page.getByText("Steward may not start this server yet")).toBeHidden();
}

/** Asks the server what it offers and waits for the answer. */
export async function introspect(page: Page, serverPath: string): Promise<void> {
  await page.goto(serverPath);
  await page.getByRole("button", { name: "Introspect" }).click();
  await expect(page.getByText(/Steward is asking the server|Waiting for the worker/)).toBeHidden({
    timeout: 45_000,
  });
  await expect(page.getByText("The last introspection failed")).toBeHidden();
}

/** The row or list item of one tool on a server's Tools tab. */
export async function openTools(page: Page, serverPath: string): Promise<void> {
  await page.goto(`${serverPath}?tab=tools`);
}
