import { Pool } from "undici";
import { loadFor } from "./measure.ts";
import type { HttpLoad } from "./start-load-client.ts";

process.on("message", (order: HttpLoad) => void work(order));
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

async function work({ url, connections, windowMs, body, headers = {} }: HttpLoad): Promise<void> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const bodies = body === undefined ? [] : [body].flat();
  let sent = 0;
  const { latencies: _, ...load } = await loadFor(connections, windowMs, async () => {
    const next = bodies[sent++ % bodies.length];
    const response = await pool.request({
      path: pathname,
      method: next === undefined ? "GET" : "POST",
      headers,
      ...(next === undefined ? {} : { body: next }),
    });
    await response.body.dump();
    if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  });
  await pool.close();
  process.send?.(load);
}
