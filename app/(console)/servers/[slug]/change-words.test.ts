import { describe, expect, test } from "vitest";
import { fieldInWords, valueInWords } from "./change-words.ts";

describe("a change in the history", () => {
  test.each([
    ["nextReviewOn", "Next review"],
    ["backupOwnerId", "Backup owner"],
    ["packageVersion", "Package version"],
    ["toString", "To string"],
  ])("the field %s is called %s", (field, words) => {
    expect(fieldInWords(field)).toBe(words);
  });

  test.each([
    ["tool", "state", "discovered", "Not enabled"],
    ["grant", "state", "active", "In force"],
    ["session", "state", "half_open", "Half open"],
    ["tool", "impact", "changes_data", "Changes data"],
    ["server", "dataClasses", "source_code", "Source code"],
    ["server", "transport", "streamable_http", "Streamable HTTP"],
    ["credential", "keptIn", "secret_manager", "Secret manager"],
    ["introspection", "interval", "daily", "Every day"],
    ["revocation_path", "steps", "lease_revoke: Revoke the leases", "Revoke the lease: Revoke the leases"],
    ["revocation_path", "steps", "constructor: x", "constructor: x"],
    ["server", "nextReviewOn", "2027-03-03", "3 March 2027"],
    ["server", "team", "data_platform", "data_platform"],
  ])("of a %s, %s %s is said as %s", (noun, field, value, words) => {
    expect(valueInWords(noun, field, value)).toBe(words);
  });
});
