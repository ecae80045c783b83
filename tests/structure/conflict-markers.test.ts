import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What Git writes around two versions of the same lines. A line of only `=` is a heading in some texts, so it does not count alone. */
const MARKER = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/m;

/** Every file that Git keeps, as it lies here; what was deleted and not committed yet is gone already. */
function trackedTexts(): { path: string; text: string }[] {
  const paths = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8", maxBuffer: 64_000_000 }).split(
    "\0",
  );
  return paths.filter(Boolean).flatMap((path) => {
    try {
      const text = readFileSync(path, "utf8");
      return text.includes("\0") ? [] : [{ path, text }];
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException; // what node:fs throws
      if (code === "ENOENT" || code === "EISDIR") return [];
      throw error;
    }
  });
}

test("no file holds the markers of a merge that was not finished", () => {
  const texts = trackedTexts();
  expect(texts.length).toBeGreaterThan(500);
  expect(texts.filter(({ text }) => MARKER.test(text)).map(({ path }) => path)).toEqual([]);
});

test.each([
  ["ours", "<", " HEAD"],
  ["the base", "|", " 1234567"],
  ["theirs", ">", " main\r"],
  ["a bare one", "<", ""],
])("knows the marker of %s", (_name, sign, rest) => {
  expect(MARKER.test(`one\n${sign.repeat(7)}${rest}\ntwo\n`)).toBe(true);
});

test.each(["======= \n", "# Title\n=======\n", ">>>>>>>>\n", "  <<<<<<< HEAD\n"])(
  "does not take %j for one",
  (text) => {
    expect(MARKER.test(text)).toBe(false);
  },
);
