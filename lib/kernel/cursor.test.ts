import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "./app-error.ts";
import { cursorInstant, cursorText, parseCursor, toCursor } from "./cursor.ts";

describe("a cursor", () => {
  test("comes back as it went, whatever the values", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 }), (values) => {
        expect(parseCursor(toCursor(values), z.array(z.string()))).toEqual(values);
      }),
    );
  });

  test("that is none of ours is refused in words, and never throws anything else", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseCursor(text, z.tuple([cursorText, cursorInstant]));
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
    expect(() => parseCursor(toCursor(["a"]), z.tuple([cursorText, cursorText]))).toThrow(/no longer valid/);
  });

  test("is absent on the first page", () => {
    expect(parseCursor(undefined, z.tuple([cursorText]))).toBeNull();
  });
});
