import type { Page } from "@playwright/test";
import { ageSession, sessionCookie } from "./age-session.ts";
import { throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, signIn, test } from "./people.ts";
import { addConsumer, approve, approveByApi, askForApproval } from "./request-parts.ts";
import { registerServer } from "./server-parts.ts";

const WANTS_FRESH = /This stage wants a fresh sign-in/;

test("a stage that wants a fresh sign-in: the approver signs in again at the identity provider, comes back, and approves", async ({
  as,
}) => {
  const name = uniqueName("Staged desk");
  const consumer = uniqueName("Staged agent");
  const admin = await as("admin");

  await test.step("the policy asks for it, for whatever is asked on staging", async () => {
    await admin.goto("/policy/approval");
    await admin.getByRole("button", { name: "Change the policy" }).click();
    await admin.getByRole("button", { name: "Begin", exact: true }).click();
    await expect(admin.getByText("Draft", { exact: true })).toBeVisible();
    await admin.getByRole("button", { name: "Add a rule at the top" }).click();
    const rule = admin.getByRole("group", { name: /^Rule 1:/ });
    await rule.getByLabel("Name").first().fill("Anything on staging");
    await rule.getByRole("group", { name: "Environment" }).getByLabel("Staging").check();
    // A new rule begins narrow.
    await rule.getByRole("group", { name: "Environment" }).getByLabel("Production").uncheck();
    await rule.getByRole("group", { name: "Impact" }).getByLabel("Regulated").uncheck();
    await rule.getByLabel("With a fresh sign-in, five minutes old at most").check();
    await admin.getByRole("button", { name: "Save the draft" }).click();
    await expect(
      admin.getByText(/1 person with the role approver, with a fresh sign-in/).first(),
    ).toBeVisible();
    await throughDialog(
      admin,
      admin.getByRole("button", { name: "Propose" }),
      "Propose it",
      async (dialog) => {
        await dialog
          .getByLabel("What changes, and why")
          .fill("A fresh sign-in for staging, to see that it works.");
      },
    );
    await decidePolicy(await as("approver2"), admin.url(), "Put it in force");
  });

  const serverPath = await registerServer(admin, {
    name,
    environment: "staging",
    connection: { url: `https://${name.toLowerCase().replaceAll(" ", "-")}.example.com/mcp` },
  });
  const owner = await as("owner");
  await addConsumer(owner, serverPath, consumer);
  const justification = "The agent is tried out on staging.";
  const requestPath = await askForApproval(owner, serverPath, { tools: [], consumer, justification });

  // In a browser of her own: her session ends on the way, and other journeys go on with the one they know.
  const context = await admin
    .context()
    .browser()
    ?.newContext({ baseURL: new URL(admin.url()).origin });
  const priya = await context?.newPage();
  if (context === undefined || priya === undefined) throw new Error("no browser");
  await signIn(priya, "approver");
  await ageSession(priya);
  const former = await sessionCookie(priya);

  await test.step("an hour after signing in she sees why she cannot approve, and the API says the same", async () => {
    await priya.goto(requestPath);
    const form = priya.getByRole("form", { name: "Approve" });
    await expect(form.getByRole("paragraph")).toHaveText(WANTS_FRESH);
    await expect(form.getByRole("button", { name: "Approve" })).toHaveAttribute("aria-disabled", "true");
    expect(await approveByApi(priya, requestPath)).toMatchObject({
      status: 409,
      detail: expect.stringMatching(WANTS_FRESH),
    });
    await expectAccessible(priya);
  });

  await test.step("she signs in again at the identity provider, which asks her anew, and comes back", async () => {
    await priya.getByRole("button", { name: "Sign in again" }).click();
    const herself = priya.getByRole("button", { name: /\bapprover@demo\.example/ });
    await expect(herself).toBeVisible();
    await herself.click();
    await expect(priya).toHaveURL(requestPath);
    await expect(priya.getByText("This decision wants a fresh sign-in")).toBeHidden();
    expect(await sessionCookie(priya)).not.toBe(former);
  });

  await test.step("the session of before is over", async () => {
    const old = await admin
      .context()
      .browser()
      ?.newContext({ baseURL: new URL(admin.url()).origin });
    const [cookie] = (await context.cookies()).filter(({ name }) => name.endsWith("session-token"));
    if (old === undefined || cookie === undefined) throw new Error("no session");
    await old.addCookies([{ ...cookie, value: former }]);
    expect((await old.request.get("/api/v1/requests")).status()).toBe(401);
    await old.close();
  });

  await test.step("she approves", async () => {
    await approve(priya, "It is only staging, and I am who I say.");
  });
  await context.close();
});

async function decidePolicy(page: Page, url: string, words: string): Promise<void> {
  await page.goto(url);
  const button = page.getByRole("button", { name: "Approve", exact: true });
  await throughDialog(page, button, words, async (dialog) => {
    await dialog.getByLabel("Your reason").fill("Agreed.");
  });
}
