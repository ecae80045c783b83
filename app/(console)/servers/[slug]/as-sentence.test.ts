import { expect, test } from "vitest";
import { asSentence } from "./as-sentence.ts";

test.each([
  ["Trying the states out", "Trying the states out."],
  ["It leaked. ", "It leaked."],
  ["Is it safe?", "Is it safe?"],
  ["As agreed (see “Plan.”)", "As agreed (see “Plan.”)."],
  [null, ""],
])("ends %s where the next sentence begins", (reason, sentence) => {
  expect(asSentence(reason)).toBe(sentence);
});
