import { answerGovernance, choosePerson, uniqueName } from "./parts.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./people.ts";

const SECRET = `ghp_${"x7Kd93LmQp20VtRw84ZsYb61NcJf57HgAe3T".slice(0, 36)}`;

/** The same servers as three clients write them down, and files that cannot be read. */
function clientFiles(tag: string) {
  const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  return [
    file(
      `cursor-${tag}.json`,
      `{ // JSON with comments
        "mcpServers": {
          "tickets-${tag}": { "command": "npx", "args": ["-y", "@acme/tickets-${tag}@1.0.0"], "env": { "GITHUB_TOKEN": "${SECRET}" } },
          "docs-${tag}": { "url": "https://docs-${tag}.example.com/mcp/" },
        },
      }`,
    ),
    file(
      `vscode-${tag}.json`,
      `{ "servers": { "Tickets": { "type": "stdio", "command": "npx", "args": ["@acme/tickets-${tag}"] } }, "inputs": [] }`,
    ),
    file(`codex-${tag}.toml`, `[mcp_servers.docs]\nurl = "https://DOCS-${tag}.example.com:443/mcp"\n`),
    file(`broken-${tag}.json`, `{ "mcpServers": { "x": `),
    file(`huge-${tag}.json`, `{ "mcpServers": {} } ${" ".repeat(6_000_000)}`),
  ];
}

test("an administrator finds servers in client files and registers two", async ({ as }) => {
  const tag = uniqueName("").trim();
  const page = await as("admin");
  await page.getByRole("link", { name: "Discover" }).first().click();
  await expect(page.getByRole("heading", { name: "Discover" })).toBeVisible();
  await expectAccessible(page);

  await page.locator("input[type=file]").setInputFiles(clientFiles(tag));
  await page.getByRole("button", { name: "Read 5 files" }).click();
  const outcome = page.getByRole("list", { name: "What became of each file" });
  await expect(outcome.getByText("Not read")).toHaveCount(2);
  await expect(outcome.getByText(/larger than 5 MB/)).toBeVisible();
  await expect(outcome.getByText("1 secret")).toBeVisible();

  await test.step("one candidate per server, however many clients name it", async () => {
    await page.getByRole("searchbox", { name: "Search candidates" }).fill(tag);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/q=/);
    await expect(page.getByRole("table", { name: "Candidates" }).getByRole("row")).toHaveCount(3);
  });

  await test.step("the secret is shown as kind, place and length only", async () => {
    await page.getByRole("link", { name: `tickets-${tag}` }).click();
    await expect(page.getByRole("heading", { name: `tickets-${tag}`, level: 1 })).toBeVisible();
    await expect(page.getByText("github token")).toBeVisible();
    await expect(page.getByText("env.GITHUB_TOKEN").first()).toBeVisible();
    await expect(page.getByText(`${SECRET.length} characters`)).toBeVisible();
    expect(await page.content()).not.toContain(SECRET.slice(8, 30));
    await expectAccessible(page);
  });

  await test.step("what was typed stays when something is missing", async () => {
    await page.getByLabel("Purpose").fill("Answers support tickets.");
    await page.getByLabel("Environment").selectOption("production");
    await page.getByRole("button", { name: "Register" }).click();
    await expect(page.getByText(/fields? needs? attention/)).toBeVisible();
    await expect(page.getByLabel("Purpose")).toHaveValue("Answers support tickets.");
  });

  for (const name of [`tickets-${tag}`, `docs-${tag}`]) {
    await test.step(`register ${name}`, async () => {
      await page.goto(`/discover?q=${tag}`);
      await page.getByRole("link", { name }).click();
      await expect(page.getByRole("button", { name: "Register" })).toBeVisible();
      await answerGovernance(page, { name, purpose: "Answers support tickets." });
      await page.getByRole("button", { name: "Register" }).click();
      await expect(page).toHaveURL(/\/servers\//);
      await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    });
  }

  await test.step("the server's page says what is missing", async () => {
    await page.goto(`/servers?q=tickets-${tag}`);
    await page.getByRole("link", { name: `tickets-${tag}` }).click();
    await expect(page.getByText(/written in a configuration file/)).toBeVisible();
    await expect(page.getByText(/has no revocation path/)).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await page.goto(`${new URL(page.url()).pathname}?tab=findings`);
    await expect(page.getByText(/ends is not known/)).toBeVisible();
  });
});

test("an administrator registers several at once and reads what became of each", async ({ as }) => {
  const tag = uniqueName("").trim();
  const page = await as("admin");
  await page.goto("/discover");
  const servers = Object.fromEntries(
    ["mail", "maps"].map((name) => [
      `${name}-${tag}`,
      { command: "npx", args: ["-y", `@acme/${name}-${tag}@1.0.0`] },
    ]),
  );
  const buffer = Buffer.from(JSON.stringify({ mcpServers: servers }));
  const file = { name: `cursor-${tag}.json`, mimeType: "text/plain", buffer };
  await page.locator("input[type=file]").setInputFiles([file]);
  await page.getByRole("button", { name: "Read 1 file" }).click();
  await expect(page.getByRole("list", { name: "What became of each file" })).toBeVisible();

  await test.step("a search of two letters says that it takes three", async () => {
    await page.goto(`/discover?q=${tag.slice(0, 2)}`);
    await expect(page.getByText("A search needs three letters or more")).toBeVisible();
  });

  await page.goto(`/discover?q=${tag}`);
  await page.getByRole("checkbox", { name: "Select all rows on this page" }).check();
  await page.getByRole("button", { name: "Register", exact: true }).click();
  const dialog = page.getByRole("dialog").filter({ hasText: "Register 2 candidates" });

  await test.step("the summary names each field and leads to it", async () => {
    await dialog.getByRole("button", { name: "Register 2 candidates" }).click();
    await expect(dialog.getByText("Choose an environment.").first()).toBeVisible();
    await dialog.getByRole("link", { name: "Environment" }).click();
    await expect(dialog.getByLabel("Environment")).toBeFocused();
  });

  await choosePerson(page, /^Owner/, "Omar Haddad");
  await dialog.getByLabel("Environment").selectOption("development");
  await dialog.getByRole("button", { name: "Register 2 candidates" }).click();
  await expect(page.getByText("2 servers are registered.").first()).toBeVisible();
  await expect(page.getByRole("link", { name: `mail-${tag}` })).toHaveAttribute("href", /\/servers\//);
  await expect(page.getByRole("table", { name: "Candidates" })).toHaveCount(0);
  await expectAccessible(page);
});

test("a member sees what was found only to say that it is theirs", async ({ as }) => {
  const page = await as("member");
  await page.goto("/discover");
  await expect(page.getByText("Is one of them yours?")).toBeVisible();
  await expect(page.getByText("Drop client files")).toHaveCount(0);
});
