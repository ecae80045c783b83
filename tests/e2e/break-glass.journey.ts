import type { Page } from "@playwright/test";
import { newSwitchFile } from "./governed-server.ts";
import { throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, type SignInAs, test } from "./people.ts";
import { addConsumer } from "./request-parts.ts";
import { allowCommand, introspectWell, registerServer, switchable } from "./server-parts.ts";

test("an emergency: the owner breaks glass, everybody skipped is told, one reviewer cuts it, another closes it", async ({
  as,
}) => {
  // Two changes of the policy and four people: longer than most.
  test.slow();
  const name = uniqueName("Night desk");
  const consumer = uniqueName("Night agent");
  const admin = await as("admin");
  const serverPath = await registerServer(admin, { name, connection: switchable(newSwitchFile()) });
  await allowCommand(admin);
  await introspectWell(admin, serverPath);
  const owner = await as("owner");
  await addConsumer(owner, serverPath, consumer);

  await test.step("nobody is offered it while the policy has it off", async () => {
    await ask(owner, serverPath, consumer);
    await expect(owner.getByRole("heading", { name: "Break glass" })).toBeHidden();
  });

  await test.step("the policy names the owner, with a second person's word", async () => {
    await changePolicy(as, async (page) => {
      await page.getByLabel("Let named people have at once").check();
      const glass = page.getByRole("group", { name: "Break glass" });
      await glass
        .getByLabel(/Add a role/)
        .first()
        .selectOption({ label: "Omar Haddad (owner@demo.example)" });
      await glass.getByRole("button", { name: "Add", exact: true }).first().click();
      await glass.getByLabel(/With a fresh sign-in/).uncheck();
      await expectAccessible(page);
    });
  });

  const requestPath = await test.step("the owner breaks glass, with a reason of its own", async () => {
    await ask(owner, serverPath, consumer);
    await owner.getByLabel("Have it at once: break glass").check();
    await owner.getByLabel("Justification").fill("Tickets of the night pile up.");
    await owner.getByRole("button", { name: "Break glass", exact: true }).click();
    await expect(owner.getByText("Give a reason of at least 10 characters.")).toBeVisible();
    await owner.getByLabel("Why it cannot wait").fill("Nobody who would be asked answers tonight.");
    await expectAccessible(owner);
    await owner.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(owner);
    await owner.setViewportSize({ width: 1360, height: 900 });
    await owner.getByRole("button", { name: "Break glass", exact: true }).click();
    await expect(owner).toHaveURL(/\/approvals\//);
    await expect(owner.getByText("In force by breaking glass: nobody approved this")).toBeVisible();
    await expect(owner.getByText("You broke this glass, so two others review it.")).toBeVisible();
    await expectAccessible(owner);
    return new URL(owner.url()).pathname;
  });

  await test.step("the server's page and its grants say so", async () => {
    await owner.goto(serverPath);
    await expect(owner.getByText(/Nobody who would be asked answers tonight/)).toBeVisible();
    await owner.goto(`${serverPath}?tab=grants`);
    await expect(owner.getByText("Broken glass").first()).toBeVisible();
    await expect(owner.getByText(/broke glass for it/).first()).toBeVisible();
    await expectAccessible(owner);
  });

  await test.step("no other is broken before it is reviewed", async () => {
    await owner.goto(`${serverPath}/request`);
    await owner.getByRole("group", { name: "Tools to enable" }).getByRole("checkbox").first().check();
    await expect(owner.getByText(/Two others have to review your last one first/)).toBeVisible();
  });

  await test.step("a reviewer finds it on top of the inbox, and cuts it on a phone", async () => {
    const approver = await as("approver");
    await approver.setViewportSize({ width: 390, height: 800 });
    await approver.goto("/approvals");
    const callout = approver.getByText(new RegExp(`Break glass: .*${name}`)).first();
    await expect(callout).toBeVisible();
    await expectNoSidewaysScroll(approver);
    await approver.goto(requestPath);
    const form = approver.getByRole("form", { name: "Not justified: cut it" });
    await form.getByLabel("Why it was not").fill("The tickets could have waited for the morning.");
    await expectAccessible(approver);
    await expectNoSidewaysScroll(approver);
    await form.getByRole("button").click();
    await expect(approver.getByText(/cut: one reviewer says that it was not justified/)).toBeVisible();
  });

  await test.step("a second reviewer closes it", async () => {
    const second = await as("approver2");
    await second.goto(requestPath);
    const form = second.getByRole("form", { name: "Justified", exact: true });
    await form.getByLabel("Why it was justified").fill("The queue was over its limit.");
    await form.getByRole("button").click();
    await expect(second.getByText("Broken glass, reviewed by two others: not justified")).toBeVisible();
    await expectAccessible(second);
    await owner.goto(serverPath);
    await expect(owner.getByText(/Nobody who would be asked answers tonight/)).toBeHidden();
  });

  await test.step("the policy turns it off again", async () => {
    await changePolicy(as, async (page) => {
      await page.getByLabel("Let named people have at once").uncheck();
    });
  });
});

async function ask(page: Page, serverPath: string, consumer: string): Promise<void> {
  await page.goto(`${serverPath}/request`);
  await page.getByRole("group", { name: "Tools to enable" }).getByRole("checkbox").first().check();
  await page.getByRole("checkbox", { name: new RegExp(consumer) }).check();
  await expect(page.getByRole("heading", { name: "Why this path" })).toBeVisible();
}

/** The administrator writes and proposes, the approver approves. */
async function changePolicy(as: SignInAs, edit: (page: Page) => Promise<void>): Promise<void> {
  const page = await as("admin");
  await page.goto("/policy/approval");
  await page.getByRole("button", { name: "Change the policy" }).click();
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  await expect(page.getByText("Draft", { exact: true })).toBeVisible();
  await edit(page);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByText("The draft is saved").first()).toBeVisible();
  await throughDialog(page, page.getByRole("button", { name: "Propose" }), "Propose it", async (dialog) => {
    await dialog.getByLabel("What changes, and why").fill("Agreed in the risk round of tonight.");
  });
  const second = await as("approver");
  await second.goto(page.url());
  await throughDialog(
    second,
    second.getByRole("button", { name: "Approve", exact: true }),
    "Put it in force",
    async (dialog) => {
      await dialog.getByLabel("Your reason").fill("As agreed.");
    },
  );
  await expect(second.getByText("Decided by")).toBeVisible();
}
