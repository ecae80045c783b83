import { expect, test } from "vitest";
import { oneLine, severalLines } from "./one-line.ts";

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

test.each([
  ["A\r\nB\n\n  C", "A\nB\n\n  C"],
  ["\u001b[31mPay\u0007 \u202estnem\u202c", "[31mPay stnem"],
  ["A\u2028B\tC", "AB C"],
  [" \u200b\n", ""],
])("of %j the words %j are kept, and so again", (text, words) => {
  expect(severalLines(text)).toBe(words);
  expect(severalLines(words)).toBe(words);
});
