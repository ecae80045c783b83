import { join } from "node:path";
import { migrateDatabase } from "../migrations/migrate-database.ts";
import { appUrlFrom, ensureAppRole, setAppRolePassword } from "../postgres/app-role.ts";
import { connectOwner } from "../postgres/connect-owner.ts";
import { startEmbeddedPostgres } from "../postgres/start-embedded-postgres.ts";
import { BoundedLog } from "./bounded-log.ts";
import type { LocalSecrets } from "./secrets-file.ts";
import type { Settings } from "./settings.ts";

export type Server = {
  ownerUrl: string;
  where: string;
  stop(isForced: boolean): Promise<void>;
  /** Never resolves for a server that is not ours. */
  ended: Promise<string>;
};

/** The user's own server when DATABASE_URL names one, otherwise the embedded one on the data directory. */
export async function openServer(
  { ownerUrl, dataDir }: Settings,
  note: (text: string) => void,
): Promise<Server> {
  if (ownerUrl !== undefined) {
    await (await connectOwner(ownerUrl)).end();
    return { ownerUrl, where: new URL(ownerUrl).host, stop: async () => {}, ended: new Promise(() => {}) };
  }
  const log = new BoundedLog(join(dataDir, "logs", "postgres.log"));
  const server = await startEmbeddedPostgres({
    dataDir: join(dataDir, "postgres"),
    onNote: note,
    onLog: (text) => log.write(text),
  });
  return {
    ownerUrl: server.ownerUrl,
    where: `127.0.0.1:${server.port}`,
    stop: (isForced) => server.stop({ force: isForced }),
    ended: server.ended,
  };
}

/** Brings the schema up to date and returns the application role's connection, letting the role log in if need be. */
export async function openDatabase(
  ownerUrl: string,
  settings: Settings,
  secrets: LocalSecrets,
  note: (text: string) => void,
): Promise<{ appUrl: string; applied: string[] }> {
  const { applied } = await migrateDatabase({ ownerUrl, onProgress: note });
  if (settings.appUrl !== undefined) return { appUrl: settings.appUrl, applied };
  const client = await connectOwner(ownerUrl);
  try {
    await ensureAppRole(client);
    await setAppRolePassword(client, secrets.appPassword);
  } finally {
    await client.end();
  }
  return { appUrl: appUrlFrom(ownerUrl, secrets.appPassword), applied };
}
