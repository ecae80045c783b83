import { expect, test } from "vitest";
import { oneLine } from "./one-line.ts";

test.each([
  ["A\nB", "A B"],
  ["A\r\n\tB", "A B"],
  ["  Pay  ments ", "Pay ments"],
  ["Pay\u202estnem", "Paystnem"],
  ["A\u2028B", "A B"],
  ["a\u200b \u200b b", "a b"],
  ["Zu\u0308rich", "Z\u00fcrich"],
  ["\u200b\u3164\u2800", ""],
  ["Größe, 数据; 🙂", "Größe, 数据; 🙂"],
])("%j is read as %j, and so again", (text, name) => {
  expect(oneLine(text)).toBe(name);
  expect(oneLine(name)).toBe(name);
});
