import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { claimDirectory } from "../up/claim.ts";
import { findBinaries } from "./binaries.ts";
import { DATABASE_NAME, OWNER_NAME, prepareCluster } from "./cluster.ts";
import { freePort } from "./free-port.ts";
import { stopOrphan } from "./orphan.ts";
import { placeCluster } from "./place.ts";
import { runServer } from "./run-server.ts";

export type EmbeddedPostgres = {
  /** The owner's connection: only the launcher, migrations and tests may hold it. */
  ownerUrl: string;
  port: number;
  /** Resolves when the server ended, however that came about; carries its last words. */
  ended: Promise<string>;
  /** Fast shutdown; resolves when no process is left. `force` skips the checkpoint (safe: the log is replayed). */
  stop(options?: { force?: boolean }): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** Holds `cluster/` and `owner-password`; created when missing. */
  dataDir: string;
  /** Of 127.0.0.1; a free one is chosen when absent. */
  port?: number;
  /** Only for tests: without it a power cut may lose the database, and it is faster. */
  isDurable?: boolean;
  onNote?: (text: string) => void;
  onLog?: (text: string) => void;
};

/**
 * Starts PostgreSQL from the npm packages on 127.0.0.1, as its own process group, on a directory that it
 * creates when missing. Recovers from a crash, a half-finished creation, and a server that outlived its launcher.
 * @throws Problem when the directory is in use, full or unreadable, or the server does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const note = options.onNote ?? (() => {});
  const isDurable = options.isDurable ?? true;
  await mkdir(dirname(dataDir), { recursive: true });
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const claim = await claimDirectory(dataDir);
  try {
    const place = await placeCluster(dataDir, await findBinaries(), note);
    await stopOrphan(place.cluster, note);
    const password = await prepareCluster(place, { isDurable });
    const port = options.port ?? (await freePort());
    const ownerUrl = `postgresql://${OWNER_NAME}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
    const server = await runServer({
      place,
      port,
      ownerUrl,
      isDurable,
      note,
      onLog: options.onLog ?? (() => {}),
    });
    return {
      ownerUrl,
      port,
      ended: server.ended,
      async stop(how = {}) {
        await server.stop(how.force ?? false);
        await claim.release();
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}
