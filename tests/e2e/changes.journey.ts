import { throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";
import { addConsumer, askForApproval } from "./request-parts.ts";
import { registerServer } from "./server-parts.ts";

test("an approver on a phone sends a request back; its asker changes it, and it is approved for less time", async ({
  as,
}) => {
  const name = uniqueName("Refund desk");
  const consumer = uniqueName("Refund agent");
  const serverPath = await registerServer(await as("admin"), {
    name,
    connection: { url: `https://${name.toLowerCase().replaceAll(" ", "-")}.example.com/mcp` },
  });
  const owner = await as("owner");
  await addConsumer(owner, serverPath, consumer);
  const before = await askForApproval(owner, serverPath, {
    tools: [],
    consumer,
    justification: "The agent answers questions about refunds.",
  });
  const priya = await as("approver");

  await test.step("whoever asked sees why they cannot decide, and comments", async () => {
    for (const act of ["Approve", "Reject"]) {
      const form = owner.getByRole("form", { name: act });
      await expect(form.getByRole("button", { name: act })).toHaveAttribute("aria-disabled", "true");
      await expect(form.getByRole("paragraph")).toContainText("You asked for this");
    }
    await expect(owner.getByRole("button", { name: "Ask for changes" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    const form = owner.getByRole("form", { name: "Comment" });
    await form.getByLabel("Comment").fill("It starts on Monday.\n<b>Please look</b> before.");
    await form.getByRole("button", { name: "Comment" }).click();
    await expect(owner.getByText("<b>Please look</b> before.")).toBeVisible();
    await expectAccessible(owner);
  });

  await test.step("the approver asks for changes, on a phone", async () => {
    await priya.setViewportSize({ width: 390, height: 800 });
    await priya.goto(before);
    await expect(priya.getByText("Omar Haddad commented")).toBeVisible();
    await expectNoSidewaysScroll(priya);
    await expectAccessible(priya);
    const button = priya.getByRole("button", { name: "Ask for changes" });
    await throughDialog(priya, button, "Send it back", async (dialog) => {
      await dialog.getByLabel("What should be different").fill("A fortnight is enough. Say who watches it.");
    });
    await expect(priya.getByText("Changes asked", { exact: true })).toBeVisible();
    const form = priya.getByRole("form", { name: "Approve" });
    await expect(form.getByRole("paragraph")).toContainText("waits for the person who asked");
    await expectNoSidewaysScroll(priya);
    await priya.goto("/approvals");
    await expect(priya.getByRole("link", { name: new RegExp(name) })).toBeHidden();
  });

  const after = await test.step("whoever asked changes it and sends it again", async () => {
    await owner.goto(before);
    await owner.getByRole("link", { name: "Change it and send it again" }).click();
    await expect(owner.getByRole("heading", { name: "Change and send again" })).toBeVisible();
    await expect(owner.getByText("A fortnight is enough.")).toBeVisible();
    await expectAccessible(owner);
    await owner.getByLabel("Days").fill("14");
    await owner.getByLabel("Justification").fill("It answers questions about refunds; Luca watches it.");
    await owner.getByRole("button", { name: "Send it again" }).click();
    await expect(owner.getByText("This takes the place of an earlier request")).toBeVisible();
    expect(new URL(owner.url()).pathname).not.toBe(before);
    return new URL(owner.url()).pathname;
  });

  await test.step("the request before says what took its place", async () => {
    await priya.goto(before);
    await expect(priya.getByText("Another request took its place")).toBeVisible();
    await priya.getByRole("link", { name: /for 14 days/ }).click();
    await expect(priya).toHaveURL(after);
  });

  await test.step("it is approved, for less time; more is refused at the field", async () => {
    const form = priya.getByRole("form", { name: "Approve" });
    await form.getByLabel("Why you approve").fill("Bounded, and somebody watches it.");
    await form.getByLabel("For how many days").fill("15");
    await form.getByRole("button", { name: "Approve" }).click();
    await expect(form.getByText(/At most 14 days/).first()).toBeVisible();
    await form.getByLabel("For how many days").fill("5");
    await form.getByRole("button", { name: "Approve" }).click();
    await expect(priya.getByText("Approved, and in force").first()).toBeVisible();
    await expect(priya.getByText("Priya Raman shortened it from 14 to 5 days")).toBeVisible();
    await expectNoSidewaysScroll(priya);
    await expectAccessible(priya);
  });
});
