// `npm run check`: what needs no database and no browser.
import { handOver, installIfStale } from "./bootstrap.mjs";

await installIfStale();
await handOver("bin/checks/check.ts", process.argv.slice(2));
