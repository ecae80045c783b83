import { createServer } from "node:http";
import { availableParallelism, cpus, totalmem } from "node:os";
import { Client } from "pg";
import type { BenchDatabase } from "./bench-database.ts";
import { type BenchOptions, interleave, loadFor } from "./measure.ts";
import { printLoads } from "./print-table.ts";
import { startLoadClient } from "./start-load-client.ts";

/** What this machine gives at this minute, so that figures of another day or machine can be read beside it. */
export async function calibrate({ ownerUrl }: BenchDatabase, options: BenchOptions): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  const server = createServer((_request, response) => response.end("{}"));
  await client.connect();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const http = await startLoadClient();
  try {
    const { rows } = await client.query("select version(), current_setting('fsync') as fsync");
    console.log(
      `${availableParallelism()} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GiB`,
    );
    console.log(
      `Node ${process.version}; ${String(rows[0].version).split(" on ")[0]}, fsync ${rows[0].fsync}`,
    );
    console.log(`${options.repetitions} rounds, ${options.windowMs} ms each; median (min-max)`);
    const commit = "insert into raw_commit (note) values ('calibration')";
    const results = await interleave(options.repetitions, {
      "select 1": () => loadFor(1, options.windowMs, () => client.query("select 1")),
      "durable commit of one row": () => loadFor(1, options.windowMs, () => client.query(commit)),
      "bare node:http, 32 connections": () =>
        http.run({ url: `http://127.0.0.1:${port}/`, connections: 32, windowMs: options.windowMs }),
    });
    printLoads("Calibrators", results, "select 1");
  } finally {
    await http.stop();
    server.close();
    server.closeAllConnections();
    await client.end();
  }
}
