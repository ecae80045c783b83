import type { APIRequestContext, Page } from "@playwright/test";
import { sendAsPage, throughDialog, uniqueName } from "./parts.ts";
import { expect } from "./people.ts";

/** As somebody who may: puts a consumer on record. */
export async function addConsumer(page: Page, serverPath: string, name: string): Promise<void> {
  await page.goto(`${serverPath}?tab=consumers`);
  await throughDialog(page, page.getByRole("button", { name: "Add a consumer" }), "Add", async (dialog) => {
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByLabel("Kind").selectOption("agent");
  });
  await expect(page.getByText("The consumer is on record").first()).toBeVisible();
}

interface Ask {
  tools: readonly string[];
  consumer: string;
  justification: string;
}

/** Asks for tools and a consumer's access for 30 days. Returns the path of the request. */
export async function askForApproval(page: Page, serverPath: string, ask: Ask): Promise<string> {
  await page.goto(`${serverPath}/request`);
  for (const tool of ask.tools) await page.getByRole("checkbox", { name: new RegExp(tool) }).check();
  await page.getByRole("checkbox", { name: new RegExp(ask.consumer) }).check();
  await page.getByLabel("Days").fill("30");
  await page.getByLabel("Justification").fill(ask.justification);
  await expect(page.getByRole("heading", { name: "Why this path" })).toBeVisible();
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page).toHaveURL(/\/approvals\//);
  return new URL(page.url()).pathname;
}

/** As an approver on the page of a request. */
export async function approve(page: Page, reason: string): Promise<void> {
  const form = page.getByRole("form", { name: "Approve" });
  await form.getByLabel("Why you approve").fill(reason);
  await form.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("heading", { name: "What came of it" })).toBeVisible();
  await expect(page.getByText("Approved, and in force").first()).toBeVisible();
}

/** Tries to approve past the page, with the session of whoever is signed in. */
export function approveByApi(page: Page, requestPath: string) {
  const id = requestPath.split("/").at(-1);
  const decision = { decision: "approve", reason: "I say so myself." };
  return sendAsPage(page, `/api/v1/requests/${id}/decisions`, decision);
}

/** As an administrator: makes a service token for a gateway. Returns its secret, which is shown once. */
export async function makeGatewayToken(page: Page): Promise<string> {
  await page.goto("/settings?tab=tokens");
  await page.getByRole("button", { name: "Make a token" }).click();
  const dialog = page.getByRole("dialog", { name: /service token|Copy the token/ });
  await dialog.getByLabel("Name", { exact: true }).fill(uniqueName("gateway"));
  await dialog.getByLabel("decisions:evaluate").check();
  await dialog.getByRole("button", { name: "Make it" }).click();
  const secret = (await dialog.getByText(/^stw_/).textContent())?.trim() ?? "";
  expect(secret).toMatch(/^stw_/);
  return secret;
}

export const DECISIONS_URL = `${process.env.STEWARD_TEST_DECISIONS_URL ?? "http://127.0.0.1:3001"}/access/v1/evaluation`;

interface Question {
  secret: string;
  /** Path of the server's page. */
  serverPath: string;
  tool: string;
  consumer: string;
}

/** Asks as a gateway would (AuthZEN Authorization API 1.0 section 6). */
export async function mayCall(
  request: APIRequestContext,
  { secret, serverPath, tool, consumer }: Question,
  url = DECISIONS_URL,
): Promise<{ decision: boolean; context?: unknown }> {
  const response = await request.post(url, {
    headers: { authorization: `Bearer ${secret}` },
    data: {
      subject: { type: "consumer", id: consumer.toLowerCase().replaceAll(" ", "-") },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `${serverPath.split("/").at(-1)}/${tool}` },
    },
  });
  expect(response.status()).toBe(200);
  return response.json();
}
