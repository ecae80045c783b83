import "#bin/hide-environment.ts";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { migrateDatabase, PRISMA_DIRECTORY } from "./migrations/migrate-database.ts";
import { setAppRolePassword } from "./postgres/app-role.ts";
import { connectOwner } from "./postgres/connect-owner.ts";
import { Problem, runMain } from "./up/problem.ts";

const USAGE = `Usage: npm run migrate -- [--json] [--app-password-file FILE] [--prisma-directory DIRECTORY]
Brings the database named by DATABASE_URL (its owner's connection) up to date.`;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      "app-password-file": { type: "string" },
      "prisma-directory": { type: "string", default: PRISMA_DIRECTORY },
    },
  });
  if (values.help) return console.log(USAGE);
  const ownerUrl = process.env.DATABASE_URL;
  if (!ownerUrl)
    throw new Problem("DATABASE_URL is not set. It names the database's owner, used only to migrate.");

  const onProgress = values.json ? () => {} : (text: string) => console.log(text);
  const { applied } = await migrateDatabase({
    ownerUrl,
    prismaDirectory: values["prisma-directory"],
    onProgress,
  });
  if (values["app-password-file"] !== undefined) await letAppLogIn(ownerUrl, values["app-password-file"]);
  console.log(
    values.json ? JSON.stringify({ applied }) : `The database is up to date (${applied.length} applied).`,
  );
});

async function letAppLogIn(ownerUrl: string, file: string): Promise<void> {
  const password = (await readFile(file, "utf8")).trim();
  if (password === "")
    throw new Problem(`${file} is empty; it should hold the application's database password.`);
  const client = await connectOwner(ownerUrl);
  try {
    await setAppRolePassword(client, password);
  } finally {
    await client.end();
  }
}
