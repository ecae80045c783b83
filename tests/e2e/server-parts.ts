import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { answerGovernance, throughDialog } from "./parts.ts";
import { expect } from "./people.ts";

const FIXTURE = join(process.cwd(), "tests/fixtures/switchable-server.ts");

interface Registered {
  name: string;
  purpose?: string;
  owner?: string;
  environment?: string;
  /** How it is started; or the address where it is reached. */
  connection: { command: string; args: readonly string[] } | { url: string };
}

/** As an administrator: registers a server by the form. Returns the path of its page. */
export async function registerServer(page: Page, registered: Registered): Promise<string> {
  const {
    name,
    purpose = "Answers support tickets and refunds.",
    owner,
    environment,
    connection,
  } = registered;
  await page.goto("/servers/new");
  await answerGovernance(page, {
    name,
    purpose,
    ...(owner === undefined ? {} : { owner }),
    ...(environment === undefined ? {} : { environment }),
  });
  if ("url" in connection) {
    await page.getByRole("radio", { name: /^streamable HTTP/i }).check();
    await page.getByRole("textbox", { name: "Address" }).fill(connection.url);
  } else {
    await page.getByRole("radio", { name: /^stdio/ }).check();
    await page.getByRole("textbox", { name: "Command" }).fill(connection.command);
    await page.getByRole("textbox", { name: /^Arguments/ }).fill(connection.args.join("\n"));
  }
  await page.getByRole("button", { name: "Register the server" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Our own small MCP server, whose definitions follow what stands in `switchFile`. */
export function switchable(switchFile: string): Registered["connection"] {
  return { command: "node", args: [FIXTURE, "--switch", switchFile] };
}

/** As an administrator on a server's page: lets Steward run its command. */
export async function allowCommand(page: Page): Promise<void> {
  const notice = page.getByText("Steward may not start this server yet");
  await expect(notice).toBeVisible();
  const button = page.getByRole("button", { name: "Allow this exact command" });
  await throughDialog(page, button, "Allow it", async () => undefined);
  await expect(notice).toBeHidden();
}

/** Asks the server what it offers and waits for what comes of it, on the page that shows it by itself. */
export async function introspect(page: Page, serverPath: string): Promise<void> {
  await page.goto(serverPath);
  await page.getByRole("button", { name: "Introspect" }).click();
  await expect(
    page.getByText(/^(Steward is asking the server|Waiting for the worker)/).first(),
  ).toBeVisible();
  await expect(
    page.getByRole("main").getByText(/^(Steward is asking the server|Waiting for the worker)/),
  ).toHaveCount(0, { timeout: 45_000 });
}

/** The same, and it must succeed. */
export async function introspectWell(page: Page, serverPath: string): Promise<void> {
  await introspect(page, serverPath);
  await expect(page.getByText("The last introspection failed")).toBeHidden();
}

/** The row of one tool in the table of the server's Tools tab. */
export function toolRow(page: Page, tool: string): Locator {
  return page
    .getByRole("table", { name: "Tools" })
    .getByRole("row")
    .filter({ has: page.getByText(tool, { exact: true }) });
}
