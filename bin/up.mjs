// `npm run up`: everything, from a bare clone.
import { fail, handOver, installIfStale } from "./bootstrap.mjs";

if (process.platform === "win32")
  fail("Steward's launcher needs Linux or macOS. On Windows, run it inside WSL.");
await installIfStale();
await handOver("bin/up/launch.ts", process.argv.slice(2));
