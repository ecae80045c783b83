import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "./app-error.ts";
import { parseCursor, toCursor } from "./cursor.ts";

describe("a cursor", () => {
  test("comes back as it went, whatever the values", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 }), (values) => {
        expect(parseCursor(toCursor(values), values.length)).toEqual(values);
      }),
    );
  });

  test("that is none of ours is refused in words, and never throws anything else", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseCursor(text, 7);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
    expect(() => parseCursor(toCursor(["a"]), 2)).toThrow(/no longer valid/);
  });

  test("is absent on the first page", () => {
    expect(parseCursor(undefined, 2)).toBeNull();
  });
});
