import fc from "fast-check";
import { expect, it } from "vitest";
import { accessQuestion } from "./input.ts";
import { isPlainQuestion } from "./plain-question.ts";

const name = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom("consumer", "tools/call", "a\u0000b", "", "x".repeat(512), "x".repeat(513)),
);
const properties = fc.option(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }), {
  nil: undefined,
});
const anything = fc.jsonValue({ maxDepth: 1 });
const maybe = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: anything });
const named = maybe(
  fc.record(
    { type: maybe(name), id: maybe(name), properties: maybe(properties), extra: anything },
    { requiredKeys: ["type", "id"] },
  ),
);
const question = fc.oneof(
  anything,
  fc.record(
    {
      subject: named,
      action: maybe(
        fc.record({ name: maybe(name), properties: maybe(properties) }, { requiredKeys: ["name"] }),
      ),
      resource: named,
      context: maybe(properties),
      extra: anything,
    },
    { requiredKeys: ["subject", "action", "resource"] },
  ),
);

/** As it arrives: whatever JSON cannot say is left out. */
const asParsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? "null");

it("takes for plain exactly what the schema would leave as it is", () => {
  let plain = 0;
  fc.assert(
    fc.property(question, (generated) => {
      const value = asParsed(generated);
      const parsed = accessQuestion.safeParse(value);
      const isUnchanged =
        parsed.success && JSON.stringify(namesOf(parsed.data)) === JSON.stringify(namesOf(value));
      expect(isPlainQuestion(value)).toBe(isUnchanged);
      if (parsed.success && isPlainQuestion(value)) {
        plain += 1;
        expect(value).toMatchObject(JSON.parse(JSON.stringify(parsed.data)));
      }
    }),
    { numRuns: 5_000 },
  );
  expect(plain).toBeGreaterThan(100);
});

function namesOf(value: unknown): unknown[] {
  const { subject, action, resource } = value as Record<string, Record<string, unknown> | undefined>;
  return [subject?.type, subject?.id, action?.name, resource?.type, resource?.id];
}
