import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What the command line needs to reach the running installation; the owner's connection is not among it. */
const NAMES = [
  "DATABASE_APP_URL",
  "STEWARD_URL",
  "STEWARD_SECRET",
  "STEWARD_ORGANIZATION",
  "STEWARD_ADMINS",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "DECISIONS_PORT",
] as const;

/** Writes `runtime.json`, mode 0600, for `steward` on this machine; gives back what removes it when all stops. */
export async function writeRuntimeFile(
  dataDir: string,
  environment: Record<string, string | undefined>,
): Promise<() => Promise<void>> {
  const path = join(dataDir, "runtime.json");
  const half = `${path}.${process.pid}`;
  const settings = Object.fromEntries(NAMES.map((name) => [name, environment[name]]));
  await writeFile(half, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  await rename(half, path);
  return () => rm(path, { force: true });
}
