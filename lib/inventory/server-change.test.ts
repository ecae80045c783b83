import { describe, expect, test } from "vitest";
import { tagsInput } from "./input.ts";
import { decideOwners } from "./server-change.ts";

describe("owners", () => {
  const personOf = (id: string) => ({ isActive: id !== "gone", mayAnswer: id !== "reader" });
  test.each([
    ["production", "ada", "bob", true],
    ["production", "ada", null, "A server in production needs a backup owner."],
    ["development", "ada", null, true],
    ["development", null, "bob", "A server needs an owner. Choose one."],
    ["staging", "ada", "ada", "Choose somebody other than the owner."],
    [
      "staging",
      "gone",
      null,
      "This person is not an active member of the organization. Choose somebody else.",
    ],
    [null, "ada", null, true],
    [
      "staging",
      "reader",
      null,
      "This person may only read. An administrator gives them the role member first.",
    ],
    [
      "staging",
      "ada",
      "reader",
      "This person may only read. An administrator gives them the role member first.",
    ],
  ] as const)("in %s, %s and %s: %s", (environment, ownerId, backupOwnerId, expected) => {
    const verdict = decideOwners({ environment }, { ownerId, backupOwnerId }, personOf);
    expect(verdict.ok ? true : verdict.reason).toBe(expected);
  });
});

describe("tags", () => {
  test("are lower case, trimmed, each once, in order", () => {
    expect(tagsInput.parse([" Payments ", "eu", "payments"])).toEqual(["eu", "payments"]);
  });

  test.each([
    ["of more than forty characters", ["a".repeat(41)]],
    ["without a letter", ["--"]],
    ["with a comma", ["a,b"]],
    ["that are empty", [" "]],
    ["of more than twenty", Array.from({ length: 21 }, (_, index) => `tag ${index}`)],
    ["that carry a credential", ["token: ghp_0123456789abcdefghijabcdefghij012345"]],
  ])("%s are not taken", (_what, tags) => {
    expect(tagsInput.safeParse(tags).success).toBe(false);
  });
});
