import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "#bin/postgres/free-port.ts";

/** What an operator would set: read from the running house, which this web process joins as a second one. */
function settings(): Record<string, string> {
  const folder = process.env.STEWARD_TEST_DATA_DIR;
  test.skip(folder === undefined, "needs the data directory of the house that npm test starts");
  return JSON.parse(readFileSync(join(folder ?? "", "runtime.json"), "utf8"));
}

function startWeb(
  port: number,
  environment: Record<string, string>,
): { child: ChildProcess; words: () => string } {
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)],
    {
      env: {
        PATH: process.env.PATH ?? "",
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { child, words: () => text };
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on("exit", resolve));

test("the web application starts without the launcher, beside another, and is ready", async ({ request }) => {
  const port = await freePort();
  const { child } = startWeb(port, settings());
  const exit = ended(child);
  const origin = `http://127.0.0.1:${port}`;
  await expect
    .poll(async () => (await request.get(`${origin}/readyz`).catch(() => null))?.status(), {
      timeout: 30_000,
    })
    .toBe(200);
  expect(await (await request.get(`${origin}/readyz`)).json()).toMatchObject({
    isReady: true,
    database: "ok",
    migrations: "ok",
    worker: "ok",
  });
  expect((await request.get(`${origin}/sign-in`)).status()).toBe(200);
  child.kill("SIGTERM");
  await exit;
  // The house itself never noticed.
  expect((await request.get("/readyz")).status()).toBe(200);
});

test("without its settings it does not start, and names every one that is missing", async () => {
  const { DATABASE_APP_URL: _url, OIDC_ISSUER: _issuer, ...rest } = settings();
  const { child, words } = startWeb(await freePort(), rest);
  expect(await ended(child)).not.toBe(0);
  for (const name of ["DATABASE_APP_URL", "OIDC_ISSUER"]) expect(words()).toContain(name);
});

test("with the database away it starts, says so, and serves no page", async ({ request }) => {
  const port = await freePort();
  const { child } = startWeb(port, {
    ...settings(),
    DATABASE_APP_URL: "postgres://steward_app:x@127.0.0.1:1/none",
  });
  const exit = ended(child);
  const origin = `http://127.0.0.1:${port}`;
  await expect
    .poll(async () => (await request.get(`${origin}/readyz`).catch(() => null))?.status(), {
      timeout: 30_000,
    })
    .toBe(503);
  const page = await request.get(`${origin}/servers`, {
    headers: { cookie: "next-auth.session-token=ses_x" },
  });
  expect(await page.text()).toContain("The database cannot be reached");
  child.kill("SIGTERM");
  await exit;
});
