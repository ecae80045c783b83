import { quickChecks } from "./quick.ts";
import { report } from "./tally.ts";

/** `npm run check`: what a change must pass before it is worth a full test run. */
const { text, isGood } = report(await quickChecks());
console.log(text);
process.exitCode = isGood ? 0 : 1;
