import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { privateFile } from "./private-file.ts";
import { Problem } from "./problem.ts";

const NAMES = ["stewardSecret", "oidcClientSecret", "appPassword"] as const;

export type LocalSecrets = Record<(typeof NAMES)[number], string>;

/** The installation's own secrets: made once, kept in `secrets.json` with mode 0600, never printed. */
export async function readSecretsFile(dataDir: string): Promise<LocalSecrets> {
  const path = join(dataDir, "secrets.json");
  const text = await privateFile(path, () => {
    const made = NAMES.map((name) => [name, randomBytes(32).toString("base64url")]);
    return `${JSON.stringify(Object.fromEntries(made), null, 2)}\n`;
  });
  const secrets = parse(text);
  if (secrets) return secrets;
  throw new Problem(
    `${path} is damaged. Restore it from a backup; without it, stored fingerprints and sign-ins no longer match. ` +
      "Delete it to start with new secrets.",
  );
}

function parse(text: string): LocalSecrets | undefined {
  try {
    const value = JSON.parse(text);
    return NAMES.every((name) => typeof value[name] === "string" && value[name].length >= 32)
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}
