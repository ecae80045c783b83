import { uniqueName } from "./parts.ts";
import { expect, test } from "./people.ts";
import { addConsumer, approve, approveByApi, askForApproval } from "./request-parts.ts";
import { registerServer } from "./server-parts.ts";

test("an approver cannot approve what she asked for herself, neither on the page nor by the API", async ({
  as,
}) => {
  const name = uniqueName("Own desk");
  const consumer = uniqueName("Own agent");
  const admin = await as("admin");
  const serverPath = await registerServer(admin, {
    name,
    owner: "Priya Raman",
    connection: { url: `https://${name.toLowerCase().replaceAll(" ", "-")}.example.com/mcp` },
  });
  await addConsumer(admin, serverPath, consumer);

  const priya = await as("approver");
  const requestPath = await askForApproval(priya, serverPath, {
    tools: [],
    consumer,
    justification: "The agent helps me with my own tickets.",
  });
  const reason = "You asked for this, so someone else must approve it.";
  const form = priya.getByRole("form", { name: "Approve" });
  await expect(form.getByRole("paragraph")).toHaveText(reason);
  await expect(form.getByRole("button", { name: "Approve" })).toHaveAttribute("aria-disabled", "true");
  expect(await approveByApi(priya, requestPath)).toEqual({ status: 409, detail: reason });
  await priya.goto("/approvals");
  await expect(priya.getByRole("link", { name: new RegExp(name) })).toBeHidden();

  await test.step("the refusal is on record, and another approver can approve it", async () => {
    const auditor = await as("auditor");
    await auditor.goto("/audit");
    await expect(
      auditor.getByText(/Priya Raman was refused when asking to decide request.*someone else/).first(),
    ).toBeVisible();
    const jonas = await as("approver2");
    await jonas.goto(requestPath);
    await approve(jonas, "The desk is hers, and the agent only helps with it.");
  });
});
