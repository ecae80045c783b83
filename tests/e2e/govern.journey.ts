import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allowCommand, introspect, openTools, registerSwitchable, uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";

test.describe.configure({ mode: "serial" });

const name = uniqueName("Ticket desk");
const consumer = uniqueName("Support agent");
const switchFile = join(mkdtempSync(join(tmpdir(), "steward-journey-")), "switch");
let serverPath: string;
let slug: string;
let requestPath: string;

test("the administrator registers a server, allows its command and introspects it", async ({ as }) => {
  writeFileSync(switchFile, "v1");
  const page = await as("admin");
  serverPath = await registerSwitchable(page, name, switchFile);
  slug = serverPath.split("/").at(-1) ?? "";
  await allowCommand(page);
  await introspect(page, serverPath);
  await openTools(page, serverPath);
  for (const [tool, impact] of [
    ["search_tickets", "Reads"],
    ["update_ticket", "Changes data"],
    ["run_report", "Executes"],
    ["refund_payment", "Regulated"],
  ] as const) {
    const row = page.getByRole("row").filter({ hasText: tool });
    await expect(row.getByText(impact, { exact: true }).first()).toBeVisible();
    await expect(row.getByText(/sha256:/)).toBeVisible();
  }
  await expectAccessible(page);
});

test("the owner completes the record: scopes, credential, revocation path, consumer", async ({ as }) => {
  const page = await as("owner");
  await test.step("a wildcard scope is a finding until it is removed", async () => {
    await page.goto(`${serverPath}?tab=scopes`);
    await page
      .getByRole("button", { name: /Add a scope/ })
      .first()
      .click();
    await page.getByLabel("Name", { exact: true }).fill("tickets:*");
    await page.getByLabel("Breadth").selectOption("wildcard");
    await page.getByRole("button", { name: /^Add/ }).last().click();
    await expect(page.getByText("tickets:*").first()).toBeVisible();
    await page.goto(`${serverPath}?tab=findings`);
    await expect(page.getByText(/tickets:\*/).first()).toBeVisible();
  });
  await test.step("a credential with its end", async () => {
    await page.goto(`${serverPath}?tab=credentials`);
    await page
      .getByRole("button", { name: /(Add|Record) a credential/ })
      .first()
      .click();
    await page.getByLabel("Name", { exact: true }).fill("Desk API key");
    await page.getByLabel("Kind").selectOption("api_key");
    await page.getByLabel("Kept in").selectOption("secret_manager");
    await page.getByLabel("Expires").fill(new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10));
    await page
      .getByRole("button", { name: /^(Add|Record|Save)/ })
      .last()
      .click();
    await expect(page.getByText("Desk API key").first()).toBeVisible();
  });
  await test.step("an ordered revocation path", async () => {
    await page.goto(`${serverPath}?tab=revocation`);
    await expect(page.getByText(/[Nn]o revocation path/).first()).toBeVisible();
    await page
      .getByRole("button", { name: /Add (a|the first) step/ })
      .first()
      .click();
    await page.getByLabel("Title").fill("Deny it in Steward's decisions");
    await page.getByRole("button", { name: /Save/ }).click();
    await page.reload();
    await expect(
      page.getByLabel("Title").or(page.getByText("Deny it in Steward's decisions")).first(),
    ).toBeVisible();
  });
  await test.step("a consumer", async () => {
    await page.goto(`${serverPath}?tab=consumers`);
    await page
      .getByRole("button", { name: /Add a consumer/ })
      .first()
      .click();
    await page.getByLabel("Name", { exact: true }).fill(consumer);
    await page.getByLabel("Kind").selectOption("agent");
    await page.getByRole("button", { name: /^Add/ }).last().click();
    await expect(page.getByText(consumer).first()).toBeVisible();
  });
});

test("the owner asks for a regulated tool, and cannot approve it: page, API", async ({ as }) => {
  const page = await as("owner");
  await page.goto(`${serverPath}/request`);
  await page.getByRole("checkbox", { name: /refund_payment/ }).check();
  await page.getByRole("checkbox", { name: /search_tickets/ }).check();
  await page.getByRole("checkbox", { name: new RegExp(consumer) }).check();
  await page.getByLabel("Days").fill("30");
  await page.getByLabel("Justification").fill("Support agents refund small amounts themselves.");
  await expect(page.getByText("Why this path")).toBeVisible();
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page).toHaveURL(/\/approvals\//);
  requestPath = new URL(page.url()).pathname;

  const reason = "You asked for this, so someone else must approve it";
  await expect(page.getByText(new RegExp(reason)).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Approve/ })).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);

  await test.step("through the API, by session: forbidden to those without the role, refused to the requester", async () => {
    const answer = await page.evaluate(async (id) => {
      const response = await fetch(`/api/v1/requests/${id}/decisions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ decision: "approve", reason: "I say so myself." }),
      });
      return { status: response.status, body: await response.json() };
    }, requestPath.split("/").at(-1));
    expect([403, 409]).toContain(answer.status);
    expect(answer.body.detail).toMatch(/someone else|Only people with the role approver/);
  });
});

test("the approver approves it with a reason, on a phone", async ({ as }) => {
  const page = await as("approver");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/approvals");
  await expectNoSidewaysScroll(page);
  await page
    .getByRole("link", { name: new RegExp(name) })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(requestPath));
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  const approve = page.getByRole("form", { name: "Approve" });
  if (!(await approve.getByLabel("Why you approve").isVisible())) {
    await page
      .getByRole("button", { name: /^Approve/ })
      .first()
      .click();
  }
  await approve.getByLabel("Why you approve").fill("Refunds are capped at 50 in the payment system.");
  await approve.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("What came of it")).toBeVisible();
  await page.goto(`${serverPath}?tab=tools`);
  await expect(page.getByText("Enabled").first()).toBeVisible();
});

test("decisions say yes for the enabled tool and its consumer, and no with a reason for the rest", async ({
  as,
  request,
}) => {
  const page = await as("admin");
  await page.goto("/settings?tab=tokens");
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByLabel("Name", { exact: true }).fill(uniqueName("gateway"));
  await page.getByLabel("decisions:evaluate").check();
  await page.getByRole("button", { name: "Make it" }).click();
  const secret = (await page.getByText(/^stw_/).first().textContent())?.trim() ?? "";
  expect(secret).toMatch(/^stw_/);

  const origin = process.env.STEWARD_TEST_DECISIONS_URL ?? "http://127.0.0.1:3001";
  const consumerSlug = consumer.toLowerCase().replaceAll(" ", "-");
  const ask = async (tool: string, who: string, url = `${origin}/access/v1/evaluation`) => {
    const response = await request.post(url, {
      headers: { authorization: `Bearer ${secret}` },
      data: {
        subject: { type: "consumer", id: who },
        action: { name: "tools/call" },
        resource: { type: "tool", id: `${slug}/${tool}` },
      },
    });
    expect(response.status()).toBe(200);
    return response.json();
  };
  expect(await ask("refund_payment", consumerSlug)).toMatchObject({ decision: true });
  expect(await ask("refund_payment", consumerSlug, "/access/v1/evaluation")).toMatchObject({
    decision: true,
  });
  for (const [tool, who] of [
    ["run_report", consumerSlug],
    ["no_such_tool", consumerSlug],
    ["refund_payment", "somebody-else"],
  ] as const) {
    const answer = await ask(tool, who);
    expect(answer.decision).toBe(false);
    expect(JSON.stringify(answer.context)).toMatch(/\w+ \w+/);
  }
  const anonymous = await request.post(`${origin}/access/v1/evaluation`, { data: {} });
  expect(anonymous.status()).toBe(401);
});

test("when the definition changes, the grant is suspended, decisions turn to no, and the difference is shown", async ({
  as,
}) => {
  writeFileSync(switchFile, "material");
  const page = await as("owner");
  await introspect(page, serverPath);
  await openTools(page, serverPath);
  await expect(page.getByText("Suspended").first()).toBeVisible();

  await test.step("a re-approval waits, with what changed", async () => {
    const approver = await as("approver");
    await expect(async () => {
      await approver.goto("/approvals");
      await expect(approver.getByRole("link", { name: new RegExp(name) }).first()).toBeVisible({
        timeout: 2_000,
      });
    }).toPass({ timeout: 30_000 });
    await approver
      .getByRole("link", { name: new RegExp(name) })
      .first()
      .click();
    await expect(approver.getByText("What changed").first()).toBeVisible();
    await expect(approver.getByText("Asked again after a change")).toBeVisible();
    await expectAccessible(approver);
    const approve = approver.getByRole("form", { name: "Approve" });
    await approve.getByLabel("Why you approve").fill("The new parameter is harmless.");
    await approve.getByRole("button", { name: "Approve" }).click();
    await expect(approver.getByText("What came of it")).toBeVisible();
  });
});

test("the administrator starts a review, the owner keeps one and revokes one, and it is closed with evidence", async ({
  as,
}) => {
  const admin = await as("admin");
  await admin.goto("/reviews/new");
  await admin.getByRole("searchbox", { name: "Search servers" }).fill(name);
  await admin.keyboard.press("Enter");
  await admin.getByRole("link", { name: new RegExp(name) }).click();
  await admin.getByLabel("Days to answer").fill("14");
  await admin.getByRole("button", { name: "Start the review" }).click();
  await expect(admin).toHaveURL(/\/reviews\/[0-9a-f-]{36}/);
  const reviewPath = new URL(admin.url()).pathname;

  const owner = await as("owner");
  await owner.goto(reviewPath);
  await expectAccessible(owner);
  await test.step("revoke one", async () => {
    await owner
      .getByRole("link", { name: /refund_payment/ })
      .first()
      .click();
    await owner.getByRole("button", { name: /^Revoke/ }).click();
    await owner.getByLabel(/Why/).fill("Refunds moved to the finance team.");
    await owner.getByRole("button", { name: /^Revoke/ }).click();
    await expect(owner.getByText(/Revoke[d]?/).first()).toBeVisible();
  });
  await test.step("keep the others", async () => {
    for (const item of [/search_tickets/, new RegExp(consumer)]) {
      await owner.getByRole("link", { name: item }).first().click();
      const reason = owner.getByLabel(/Why/);
      if (await reason.isVisible()) await reason.fill("Still needed by the support desk.");
      await owner.getByRole("button", { name: /^Keep/ }).click();
      await expect(owner.getByText(/Kept|keep/i).first()).toBeVisible();
    }
  });

  await admin.goto(reviewPath);
  await admin.getByRole("button", { name: "Close the review" }).click();
  await admin.getByRole("dialog").getByRole("textbox").fill(name);
  await admin.getByRole("button", { name: /Close and end 1 grant/ }).click();
  await expect(admin.getByText("Result").first()).toBeVisible();
  await expectAccessible(admin);

  await test.step("the evidence is a file whose totals tie out", async () => {
    const [download] = await Promise.all([
      admin.waitForEvent("download"),
      admin.getByRole("button", { name: /Export evidence/ }).click(),
    ]);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const pack = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    expect(pack.items).toHaveLength(3);
    expect(JSON.stringify(pack)).toContain("Refunds moved to the finance team.");
  });
  await admin.goto(`${serverPath}?tab=tools`);
  await expect(
    admin.getByRole("row").filter({ hasText: "refund_payment" }).getByText("Disabled"),
  ).toBeVisible();
});

test("the auditor reads every step and verifies the chain, but changes nothing", async ({ as }) => {
  const page = await as("auditor");
  await page.goto(`${serverPath}?tab=history`);
  for (const words of [
    "Server registered",
    "Grant issued",
    "Grant suspended",
    "Grant revoked",
    "Review started",
  ]) {
    await expect(page.getByText(words).first()).toBeVisible();
  }
  await page.goto("/audit");
  await expectAccessible(page);
  await page.getByRole("button", { name: /Verify/ }).click();
  await expect(page.getByText(/events checked: nothing was altered/)).toBeVisible();
  await page.goto(serverPath);
  await expect(page.getByRole("button", { name: "Introspect" })).toHaveAttribute("aria-disabled", "true");
});
