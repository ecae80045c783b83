import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, test } from "@playwright/test";
import { Client } from "pg";

/** Makes the sign-in of whoever is on this page an hour older, in the database of the house under test. */
export async function ageSession(page: Page): Promise<void> {
  const client = new Client({ connectionString: appUrl() });
  await client.connect();
  try {
    const hash = createHash("sha256")
      .update(await sessionCookie(page))
      .digest();
    const { rows } = await client.query("select * from session_by_token_hash($1)", [hash]);
    await client.query("begin");
    await client.query("select set_config('app.organization_id', $1, true)", [rows[0].organization_id]);
    await client.query(
      "update session set authenticated_at = authenticated_at - interval '1 hour' where id = $1",
      [rows[0].session_id],
    );
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** The value by which the browser is known. */
export async function sessionCookie(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name.endsWith("next-auth.session-token"))?.value ?? "";
}

function appUrl(): string {
  const folder = process.env.STEWARD_TEST_DATA_DIR;
  test.skip(folder === undefined, "needs the data directory of the house that npm test starts");
  return JSON.parse(readFileSync(join(folder ?? "", "runtime.json"), "utf8")).DATABASE_APP_URL;
}
