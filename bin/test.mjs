// `npm test`: everything there is to check, from a bare clone.
import { handOver, installIfStale } from "./bootstrap.mjs";

await installIfStale();
await handOver("bin/checks/test.ts", process.argv.slice(2));
