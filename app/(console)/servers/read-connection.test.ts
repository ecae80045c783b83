import { expect, test } from "vitest";
import { argumentsText } from "./arguments-text.ts";
import { readConnection } from "./read-connection.ts";

/** What a browser sends of a text area: every line break as two characters. */
function sent(text: string) {
  const form = new FormData();
  form.set("transport", "stdio");
  form.set("command", "bash");
  form.set("args", text.replace(/\r\n|\r|\n/g, "\r\n"));
  return readConnection(form);
}

test.each([
  [["-y", "@acme/a", " spaced "]],
  [["-c", "cd /srv/mcp\nexec node server.js", "--prefix", ""]],
  [["", "a"]],
  [["a\rb", "c\r\nd"]],
  [["   "]],
  [['["a"]']],
  [["[]"]],
  [["[", "x"]],
  [['["x', "y"]],
  [[]],
])("arguments that were not edited stay: %j", (args) => {
  expect(sent(argumentsText(args)).args).toEqual(args);
});

test("ordinary arguments are shown one on each line", () => {
  expect(argumentsText(["-y", "@acme/a"])).toBe("-y\n@acme/a");
});

test("a list that is none is not read as lines", () => {
  expect(sent('[\n  "-y",\n  "a",\n]').args).toBeTypeOf("string");
});
