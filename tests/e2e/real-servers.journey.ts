import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort } from "#bin/postgres/free-port.ts";
import { cell, uniqueName } from "./parts.ts";
import { expect, expectAccessible, test } from "./people.ts";
import { allowCommand, introspect, introspectWell, registerServer, toolRow } from "./server-parts.ts";

/** What a tool is called, what its server claims, and what we decided that it could do. */
type Judged = readonly [tool: string, claimed: string, reviewed: string];

const EVERYTHING: readonly Judged[] = [
  ["echo", "Reads", "Reads"],
  // It hands out the environment, whatever it says of itself.
  ["get-env", "Reads only", "Regulated"],
];

test("introspects server-everything over stdio, and doubts what it claims", async ({ as }) => {
  const page = await as("admin");
  const serverPath = await registerServer(page, {
    name: uniqueName("Everything"),
    purpose: "Shows every feature of the protocol.",
    // The server ignores the second argument; with it this is a command that no earlier run registered.
    connection: { command: "mcp-server-everything", args: ["stdio", uniqueName("run")] },
  });
  await allowCommand(page);
  await introspectWell(page, serverPath);
  await expectJudged(page, serverPath, EVERYTHING);

  await test.step("the tool's page says why, in words", async () => {
    await page.getByRole("link", { name: /^get-env/ }).click();
    await expect(page.getByRole("heading", { name: "get-env" })).toBeVisible();
    await expect(page.getByText("Regulated").first()).toBeVisible();
    await expectAccessible(page);
  });
});

test("introspects server-filesystem over stdio", async ({ as }) => {
  const page = await as("admin");
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "steward-files-")));
  const serverPath = await registerServer(page, {
    name: uniqueName("Files"),
    purpose: "Reads and writes the files of one folder.",
    connection: { command: "mcp-server-filesystem", args: [folder] },
  });
  await allowCommand(page);
  await introspectWell(page, serverPath);
  await expectJudged(page, serverPath, [
    ["read_text_file", "Reads", "Reads"],
    ["write_file", "Changes data", "Changes data"],
  ]);
});

test("introspects server-everything over streamable HTTP, and says when it is gone", async ({ as }) => {
  const { url, stop } = await everythingOverHttp();
  try {
    const page = await as("admin");
    const serverPath = await registerServer(page, {
      name: uniqueName("Everything by HTTP"),
      purpose: "Shows every feature of the protocol.",
      connection: { url },
    });
    await introspectWell(page, serverPath);
    await expectJudged(page, serverPath, EVERYTHING);
    await stop();
    await introspect(page, serverPath);
    await expect(page.getByText("The last introspection failed")).toBeVisible();
    await expectJudged(page, serverPath, EVERYTHING);
  } finally {
    await stop();
  }
});

test("refuses an address in a private network, in words", async ({ as }) => {
  const page = await as("admin");
  const serverPath = await registerServer(page, {
    name: uniqueName("Inside"),
    purpose: "Stands where Steward must not reach.",
    connection: { url: `http://10.0.0.1/${uniqueName("mcp").replace(" ", "-")}` },
  });
  await introspect(page, serverPath);
  await expect(page.getByText("The last introspection failed")).toBeVisible();
  const words = "10.0.0.1 is an address inside this network, which is not allowed.";
  await expect(page.getByText(words).first()).toBeVisible();
  await expectAccessible(page);
});

test("a command that does not exist fails in words, and no tool is known", async ({ as }) => {
  const page = await as("admin");
  const command = uniqueName("no-such-server").replaceAll(" ", "-");
  const serverPath = await registerServer(page, {
    name: uniqueName("Nothing"),
    purpose: "Names a command that is not there.",
    connection: { command, args: [] },
  });
  await allowCommand(page);
  await introspect(page, serverPath);
  await expect(page.getByText("The last introspection failed")).toBeVisible();
  await expect(page.getByText(/not (be )?found|not installed|could not be started/i).first()).toBeVisible();
  await page.goto(`${serverPath}?tab=tools`);
  await expect(page.getByText("No tool is known yet")).toBeVisible();
});

async function expectJudged(page: Page, serverPath: string, tools: readonly Judged[]): Promise<void> {
  await page.goto(`${serverPath}?tab=tools`);
  for (const [tool, claimed, reviewed] of tools) {
    const row = toolRow(page, tool);
    await expect(cell(row, "It claims")).toHaveText(claimed);
    await expect(cell(row, "Impact")).toHaveText(reviewed);
  }
  const table = page.getByRole("table", { name: "Tools" });
  const rows = (await table.getByRole("row").count()) - 1;
  await expect(table.getByText(/^sha256:[0-9a-f]{12}/)).toHaveCount(rows);
}

/** The real server on a port of its own. */
async function everythingOverHttp(): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const child = spawn("node_modules/.bin/mcp-server-everything", ["streamableHttp"], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  await isListening(child);
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  return { url: `http://127.0.0.1:${port}/mcp`, stop };
}

function isListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (/listening/i.test(said)) resolve();
    });
    child.once("exit", () => reject(new Error(`server-everything ended: ${said}`)));
  });
}
