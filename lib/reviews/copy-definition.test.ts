import { expect, test } from "vitest";
import { type CampaignDefinition, NAME_MAX } from "./campaign-definition.ts";
import { copyOf } from "./copy-definition.ts";
import { nextIteration } from "./restart.ts";

test("a name that is cut short stays well formed, wherever a sign of two halves stands in it", () => {
  for (let before = NAME_MAX - 20; before < NAME_MAX; before += 1) {
    const named = {
      name: `${"a".repeat(before)}🔑`.slice(0, NAME_MAX).toWellFormed(),
      scope: {},
    } as CampaignDefinition;
    for (const { name } of [copyOf(named), nextIteration(named, "0198c0de-0000-7000-8000-000000000001")]) {
      expect(name.isWellFormed()).toBe(true);
      expect(name.length).toBeLessThanOrEqual(NAME_MAX);
    }
  }
});
