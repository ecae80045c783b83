import { throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";

test("a change of the approval policy: written by an administrator with a group, proposed, and rejected by a second person", async ({
  as,
}) => {
  const page = await as("admin");
  const group = uniqueName("Security");

  await test.step("a group is made and changed", async () => {
    await page.goto("/settings?tab=groups");
    await throughDialog(page, page.getByRole("button", { name: "Add a group" }), "Add it", async (dialog) => {
      await dialog.getByLabel("Name", { exact: true }).fill(group);
      await dialog.getByLabel(/Priya Raman/).check();
    });
    const row = page.getByRole("listitem").filter({ hasText: group });
    await throughDialog(page, row.getByRole("button", { name: "Edit" }), "Save", async (dialog) => {
      await dialog.getByLabel(/Jonas Lindqvist/).check();
    });
    await expect(row).toContainText("Jonas Lindqvist, Priya Raman");
    await expectAccessible(page);
  });

  await test.step("a draft opens, and says what stands in its way", async () => {
    await page.goto("/policy");
    await page.getByRole("link", { name: "History and changes" }).click();
    await page.getByRole("button", { name: "Change the policy" }).click();
    await page.getByRole("button", { name: "Begin", exact: true }).click();
    await expect(page.getByText("Draft", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Add a rule at the top" }).click();
    const rule = page.getByRole("group", { name: /^Rule 1:/ });
    await rule.getByLabel("Name").first().fill("Regulated in production");
    await rule.getByRole("button", { name: "Add a stage" }).click();
    const stage = rule.getByRole("group", { name: "Stage 2" });
    await stage.getByLabel("Name").fill("Security");
    await stage.getByLabel("Approvals").fill("3");
    await stage.getByLabel(/Add a role/).selectOption({ label: `Group ${group}` });
    await stage.getByRole("button", { name: "Add", exact: true }).click();
    await stage.getByRole("button", { name: "Take Role approver off" }).click();
    await page.getByRole("button", { name: "Save the draft" }).click();
    await expect(page.getByText("One thing stands in the way")).toBeVisible();
    await expect(
      page.getByText("This stage wants 3 to approve, and there are 2 people at most to ask.").first(),
    ).toBeVisible();
    // Led to the rule, which says it, too.
    await page.getByRole("link", { name: "Rule 1, stage 2" }).click();
    await expect(rule.getByText("Rule 1, stage 2: This stage wants 3 to approve")).toBeVisible();
    await stage.getByLabel("Approvals").fill("2");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await expect(page.getByText("One thing stands in the way")).toBeHidden();
    await expect(page.getByText(`Stage “Security”: 2 people of the group ${group}.`).first()).toBeVisible();
    await expect(page.getByText("Pending requests that would need more")).toBeVisible();
    await expect(page.getByText("Grants that could not be given again")).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1360, height: 900 });
  });

  await test.step("proposed, its maker cannot decide on it", async () => {
    await throughDialog(page, page.getByRole("button", { name: "Propose" }), "Propose it", async (dialog) => {
      await dialog.getByLabel("What changes, and why").fill("Regulated tools want Security as well.");
    });
    await expect(page.getByText("Waiting for a decision")).toBeVisible();
    await expect(page.getByRole("button", { name: "Approve", exact: true })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });

  await test.step("a second person sees the change on a phone, and says no", async () => {
    const second = await as("approver");
    await second.setViewportSize({ width: 390, height: 800 });
    await second.goto(page.url());
    await expect(second.getByText("Regulated tools want Security as well.")).toBeVisible();
    await expectNoSidewaysScroll(second);
    await expectAccessible(second);
    await throughDialog(
      second,
      second.getByRole("button", { name: "Reject", exact: true }),
      "Reject it",
      async (dialog) => {
        await dialog.getByLabel("Your reason").fill("Not before the audit is over.");
      },
    );
    await expect(second.getByText("Rejected", { exact: true })).toBeVisible();
    await second.goto("/policy/approval");
    await expect(second.getByText("Rejected by Priya Raman")).toBeVisible();
    await expectAccessible(second);
  });

  await test.step("the group goes", async () => {
    await page.goto("/settings?tab=groups");
    const row = page.getByRole("listitem").filter({ hasText: group });
    await row.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete the group" }).click();
    await expect(row).toBeHidden();
  });
});
