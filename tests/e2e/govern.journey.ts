import { writeFileSync } from "node:fs";
import { newSwitchFile } from "./governed-server.ts";
import { cell, uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";
import {
  addConsumer,
  approve,
  approveByApi,
  askForApproval,
  DECISIONS_URL,
  makeGatewayToken,
  mayCall,
} from "./request-parts.ts";
import { allowCommand, introspectWell, registerServer, switchable, toolRow } from "./server-parts.ts";

test.describe.configure({ mode: "serial" });

const name = uniqueName("Ticket desk");
const consumer = uniqueName("Support agent");
const switchFile = newSwitchFile();
let serverPath: string;
let requestPath: string;

test("the administrator registers a server, allows its command and introspects it", async ({ as }) => {
  const page = await as("admin");
  serverPath = await registerServer(page, { name, connection: switchable(switchFile) });
  await expect(page.getByRole("button", { name: "Introspect" })).toHaveAttribute("aria-disabled", "true");
  await allowCommand(page);
  await introspectWell(page, serverPath);
  await page.goto(`${serverPath}?tab=tools`);
  for (const [tool, impact] of [
    ["search_tickets", "Reads"],
    ["update_ticket", "Changes data"],
    ["run_report", "Executes"],
    ["refund_payment", "Regulated"],
  ] as const) {
    const row = toolRow(page, tool);
    await expect(cell(row, "Impact")).toHaveText(impact);
    await expect(cell(row, "State")).toHaveText("Not enabled");
    await expect(cell(row, "Digest")).toContainText(/sha256:[0-9a-f]{12}/);
  }
  await expectAccessible(page);
  await page.goto(`${serverPath}?tab=findings`);
  await expect(page.getByText(/^refund_payment .* nobody approved it/)).toBeVisible();
});

test("the owner asks for tools, and cannot approve that: neither on the page nor by the API", async ({
  as,
}) => {
  const page = await as("owner");
  await addConsumer(page, serverPath, consumer);
  requestPath = await askForApproval(page, serverPath, {
    tools: ["refund_payment", "update_ticket", "search_tickets"],
    consumer,
    justification: "Support agents refund small amounts themselves.",
  });
  const approval = page.getByRole("form", { name: "Approve" });
  await expect(approval.getByRole("paragraph")).toHaveText(
    "You asked for this, so someone else must approve it.",
  );
  await expect(approval.getByRole("button", { name: "Approve" })).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  const answer = await approveByApi(page, requestPath);
  expect(answer.status).toBe(409);
  expect(answer.detail).toMatch(/You asked for this/);
  await page.reload();
  await expect(page.getByText("Waiting for a decision").first()).toBeVisible();
});

test("the approver approves it with a reason, on a phone", async ({ as }) => {
  const page = await as("approver");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/approvals");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: new RegExp(name) }).click();
  await expect(page).toHaveURL(new RegExp(requestPath));
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await test.step("the bar in reach leads to the reason, and a reason is needed", async () => {
    await page.getByRole("button", { name: "Approve" }).last().click();
    await expect(page.getByLabel("Why you approve")).toBeFocused();
    await page.getByRole("form", { name: "Approve" }).getByRole("button", { name: "Approve" }).click();
    await expect(page.getByLabel("Why you approve")).toHaveAttribute("aria-invalid", "true");
  });
  await approve(page, "Refunds are capped at 50 in the payment system.");
  await expectAccessible(page);
  await page.goto(`${serverPath}?tab=tools`);
  await expect(cell(toolRow(page, "refund_payment"), "State")).toHaveText("Enabled");
  await expect(cell(toolRow(page, "run_report"), "State")).toHaveText("Not enabled");
  await page.goto(`${serverPath}?tab=grants`);
  await expect(page.getByText("In force")).toHaveCount(4);
  await expect(page.getByText("in 30 days")).toHaveCount(4);
});

test("decisions say yes for an enabled tool and its consumer, and no with a reason for the rest", async ({
  as,
  request,
}) => {
  const secret = await makeGatewayToken(await as("admin"));
  const ask = (tool: string, who: string, url?: string) =>
    mayCall(request, { secret, serverPath, tool, consumer: who }, url);
  expect(await ask("refund_payment", consumer)).toMatchObject({ decision: true });
  expect(await ask("refund_payment", consumer, "/access/v1/evaluation")).toMatchObject({ decision: true });
  for (const [tool, who] of [
    ["run_report", consumer],
    ["no_such_tool", consumer],
    ["refund_payment", "somebody-else"],
  ] as const) {
    const answer = await ask(tool, who);
    expect(answer.decision).toBe(false);
    expect(JSON.stringify(answer.context)).toMatch(/\w+ \w+/);
  }
  const anonymous = await request.post(DECISIONS_URL, { data: {} });
  expect(anonymous.status()).toBe(401);

  await test.step("a changed definition suspends the grant: no, until it is approved again", async () => {
    writeFileSync(switchFile, "material");
    const owner = await as("owner");
    await introspectWell(owner, serverPath);
    await owner.goto(`${serverPath}?tab=tools`);
    await expect(cell(toolRow(owner, "update_ticket"), "State")).toHaveText(/Suspended|Awaiting approval/);
    expect(await ask("update_ticket", consumer)).toMatchObject({ decision: false });
    expect(await ask("refund_payment", consumer)).toMatchObject({ decision: true });
  });

  await test.step("the re-approval shows what changed", async () => {
    const approver = await as("approver");
    const link = approver.getByRole("link", { name: new RegExp(`update_ticket on ${name}`) });
    await expect(async () => {
      await approver.goto("/approvals");
      await expect(link).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await expect(approver.getByText("Asked again after a change").first()).toBeVisible();
    await link.click();
    await expect(approver.getByRole("heading", { name: "What changed" })).toBeVisible();
    await expect(approver.getByText(/or delete it for good/).first()).toBeVisible();
    await expectAccessible(approver);
    await approve(approver, "Deleting was asked for by the desk itself.");
    expect(await ask("update_ticket", consumer)).toMatchObject({ decision: true });
  });
});
