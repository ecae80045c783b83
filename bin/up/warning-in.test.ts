import { expect, test } from "vitest";
import { warningIn } from "./warning-in.ts";

test.each([
  ['{"level":30,"msg":"fine"}', false, undefined],
  ['{"level":40,"msg":"slow"}', false, "slow"],
  ['{"level":50,"msg":"lost","err":{"message":"refused"}}', false, "lost (refused)"],
  ["Ready on port 3000", false, undefined],
  ["Error: boom", true, "Error: boom"],
  ['{"level":', true, '{"level":'],
])("of %s shows only what needs attention", (line, isError, shown) => {
  expect(warningIn(line, isError)).toBe(shown);
});
