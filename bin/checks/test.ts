import { browserJourneys } from "./browser.ts";
import { single, vitest } from "./parts.ts";
import { quickChecks } from "./quick.ts";
import { report } from "./tally.ts";

/** `npm test`: everything, from a bare clone. Each part runs whatever became of those before it. */
const tallies = [
  ...(await quickChecks()),
  await single("database drift", process.execPath, ["bin/check-db.ts"]),
  await vitest("integration"),
  await vitest("authority"),
  ...(await browserJourneys()),
];
const { text, isGood } = report(tallies);
console.log(text);
process.exitCode = isGood ? 0 : 1;
