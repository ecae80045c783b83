import { expect, test } from "vitest";
import { ownPath } from "./own-path.ts";

const SITE = "https://steward.example.com";

test.each([
  ["/servers?q=a", "/servers?q=a"],
  ["https://steward.example.com/audit", "/audit"],
  ["servers", "/servers"],
  ["//evil.example", null],
  ["/\\evil.example", null],
  ["/\t/evil.example", null],
  ["\t//evil.example", null],
  ["https://evil.example/", null],
  ["https://steward.example.com.evil.example/", null],
  ["https://steward.example.com//evil.example", "/evil.example"],
  ["javascript:alert(1)", null],
  ["http://steward.example.com/", null],
])("%j leads to %j", (target, path) => {
  expect(ownPath(target, SITE)).toBe(path);
});
