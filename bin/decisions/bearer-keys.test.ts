import { describe, expect, it } from "vitest";
import { BearerKeys } from "./bearer-keys.ts";

describe("hashes of bearer tokens", () => {
  it("are the same whether remembered or not, and are forgotten with a token that is no good", () => {
    const keys = new BearerKeys();
    const header = "Bearer stw_one";
    const first = keys.read(header);
    if (first === null) throw new Error("a bearer token was not read");
    expect(first.secret).toBe("stw_one");
    expect(keys.read(header)).not.toBe(first);
    keys.note(header, first, true);
    expect(keys.read(header)).toBe(first);
    expect(keys.read("Bearer stw_two")?.key).not.toBe(first.key);
    keys.note(header, first, false);
    expect(keys.read(header)).not.toBe(first);
    expect(keys.read(header)).toEqual(first);
  });

  it.each([undefined, "", "Bearer", "Bearer ", "Basic abc", "Bearer a b", `Bearer ${"a".repeat(513)}`])(
    "are of bearer tokens only: %s",
    (header) => expect(new BearerKeys().read(header)).toBeNull(),
  );

  it("are held for a bounded number of tokens", () => {
    const keys = new BearerKeys();
    const headers = Array.from({ length: 1_001 }, (_, index) => `Bearer stw_${index}`);
    for (const header of headers) {
      const bearer = keys.read(header);
      if (bearer !== null) keys.note(header, bearer, true);
    }
    const first = headers.map((header) => keys.read(header));
    expect(headers.filter((header, index) => keys.read(header) === first[index])).toHaveLength(1);
  });
});
