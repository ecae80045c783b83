import { throughDialog } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";

test("a starter role that was archived is listed as missing, and added back by an administrator", async ({
  as,
}) => {
  const page = await as("admin");
  const name = "Break-glass responder";
  const roles = page.getByRole("region", { name: "Server roles" });
  const add = page.getByRole("button", { name: "Add starter roles (1)" });

  await test.step("with all of them in use there is nothing to add", async () => {
    await page.goto("/policy");
    await expect(roles.getByRole("link", { name })).toBeVisible();
    await expect(page.getByRole("button", { name: /Add starter roles/ })).toBeHidden();
  });

  await test.step("archived, it is offered; who only reads is told who may add it", async () => {
    await roles.getByRole("link", { name }).click();
    await throughDialog(
      page,
      page.getByRole("button", { name: "Archive" }),
      "Archive",
      async () => undefined,
    );
    await page.goto("/policy");
    await expect(roles.getByRole("link", { name })).toBeHidden();
    const reader = await as("auditor");
    await reader.goto("/policy");
    await expect(reader.getByRole("button", { name: "Add starter roles (1)" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });

  await test.step("it comes back as it was left", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await throughDialog(page, add, "Add the ticked roles", async (dialog) => {
      await expect(dialog.getByRole("checkbox", { name: new RegExp(name) })).toBeChecked();
      await expect(dialog.getByText("it comes back as it was left")).toBeVisible();
      await expectAccessible(page);
    });
    await expect(roles.getByRole("link", { name })).toBeVisible();
    await expect(add).toBeHidden();
  });
});
