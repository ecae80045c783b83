import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sendAsPage, uniqueName } from "./parts.ts";
import { expect, expectAccessible, test } from "./people.ts";
import { registerServer } from "./server-parts.ts";

const run = promisify(execFile);

test("the auditor reads the trail, and the page verifies that the chain is whole", async ({ as }) => {
  const page = await as("auditor");
  await page.getByRole("link", { name: "Audit" }).first().click();
  await expect(page.getByRole("heading", { name: "Audit" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByText(/events checked: nothing was altered/)).toBeVisible();
  await expectAccessible(page);
  const events = page.getByRole("region", { name: "Events" });
  await events.getByRole("listitem").filter({ hasText: "Mei Tanaka" }).first().click();
  await events.getByRole("link", { name: "Everything about Mei Tanaka" }).first().click();
  await expect(page).toHaveURL(/subject=/);
  await expect(events.getByText(/events match/)).toBeVisible();
});

test("the command line says of the running house that its chain is whole", async () => {
  const folder = process.env.STEWARD_TEST_DATA_DIR;
  test.skip(folder === undefined, "the house under test runs elsewhere");
  const { stdout } = await run("npm", ["run", "--silent", "steward", "--", "audit", "verify", "--json"], {
    env: { ...process.env, STEWARD_DATA_DIR: folder },
  });
  const verdict = JSON.parse(stdout);
  expect(verdict.isWhole).toBe(true);
  expect(verdict.events).toBeGreaterThan(1);
});

test("the auditor reads everything and changes nothing, and each page says why", async ({ as }) => {
  const name = uniqueName("Glossary");
  const serverPath = await registerServer(await as("admin"), {
    name,
    purpose: "Explains words.",
    connection: { url: `https://${name.toLowerCase().replace(" ", "-")}.example.com/mcp` },
  });
  const page = await as("auditor");
  await page.goto("/settings?tab=tokens");
  await expect(page.getByRole("button", { name: "Make a token" })).toHaveAttribute("aria-disabled", "true");
  await page.goto("/reviews");
  await expect(page.getByRole("button", { name: "Start a review" })).toHaveAttribute("aria-disabled", "true");
  await page.goto(serverPath);
  for (const act of ["Introspect", "Ask for approval", "Suspend"]) {
    const button = page.getByRole("button", { name: act });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(/\w+ \w+/);
  }
  const answer = await sendAsPage(page, "/api/v1/imports", { files: [{ path: "mcp.json", content: "{}" }] });
  expect(answer.status).toBe(403);
  expect(answer.detail).toMatch(/\w+ \w+/);
});
