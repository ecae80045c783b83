import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { campaignDefinition } from "./campaign-definition.ts";
import { changeCampaignInput, copyCampaignInput, defineCampaignInput } from "./input.ts";
import { changeScheduleInput, defineScheduleInput } from "./schedule-input.ts";
import { TRIGGERS } from "./trigger.ts";
import { changeTriggerInput } from "./trigger-input.ts";

const ID = "01900000-0000-7000-8000-000000000000";
const SECRET = `ghp_${"a1B2c3D4e5F6".repeat(3)}`;
const UNSEEN = "Spring\r\nreview \u202eof\u2069 all\u200b";
const SEEN = "Spring review of all";

interface Words {
  name?: string;
  purpose?: string;
  stage?: string;
}

const definition = ({ name = "Spring", purpose = "", stage = "Owners" }: Words) => ({
  format: 1 as const,
  name,
  purpose,
  scope: {},
  subjects: ["tool" as const],
  stages: [{ name: stage, reviewers: [{ kind: "owner" as const }], days: 14 }],
  fallback: { kind: "role" as const, role: "admin" as const },
  noResponse: { low: "keep" as const, medium: "keep" as const, high: "keep" as const },
});
const recurrence = {
  rule: "FREQ=WEEKLY",
  startsOn: "2027-01-04",
  atTime: "09:00",
  timeZone: "Europe/Vienna",
};

type Written = z.ZodType<{ definition: z.output<typeof campaignDefinition> }>;
describe.each<[string, Written, object]>([
  ["a review that is defined", defineCampaignInput, {}],
  ["a review that is changed", changeCampaignInput, { campaignId: ID, version: 1 }],
  ["a schedule that is defined", defineScheduleInput, { recurrence }],
  ["a schedule that is changed", changeScheduleInput, { recurrence, scheduleId: ID, version: 1 }],
])("%s", (_, schema, beside) => {
  const parse = (words: Words) => schema.safeParse({ ...beside, definition: definition(words) });

  it.each<[Words, string]>([
    [{ name: `Uses ${SECRET}` }, "definition.name"],
    [{ purpose: `Uses ${SECRET}` }, "definition.purpose"],
    [{ stage: SECRET }, "definition.stages.0.name"],
    [{ name: "\u200b\u202e" }, "definition.name"],
    [{ stage: "\u2066" }, "definition.stages.0.name"],
    [{ stage: "x".repeat(121) }, "definition.stages.0.name"],
  ])("takes no credential and no name that cannot be read: %j", (words, path) => {
    expect(parse(words).error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  it("keeps names on one line, without what hides or reorders", () => {
    const { name, purpose, stages } =
      parse({ name: UNSEEN, purpose: "One\r\n\u202etwo", stage: UNSEEN }).data?.definition ?? {};
    expect({ name, purpose, stage: stages?.[0]?.name }).toEqual({
      name: SEEN,
      purpose: "One\ntwo",
      stage: SEEN,
    });
  });

  it("asks for nothing that is not declared", () => {
    const noted = { ...definition({}), stages: [{ ...definition({}).stages[0], note: SECRET }] };
    expect(schema.safeParse({ ...beside, definition: noted }).success).toBe(false);
  });
});

it("a review that is a copy has such a name too", () => {
  const parse = (beside: object) => copyCampaignInput.safeParse({ campaignId: ID, ...beside });
  expect(parse({ name: SECRET }).success).toBe(false);
  expect(parse({ name: UNSEEN }).data?.name).toBe(SEEN);
  expect(parse({}).data?.name).toBeUndefined();
});

it("what opens reviews by itself takes no words at all", () => {
  const { terms } = TRIGGERS.idle;
  const parse = (beside: object) =>
    changeTriggerInput.safeParse({ kind: "idle", isOn: true, version: 0, terms: { ...terms, ...beside } });
  expect(parse({}).success).toBe(true);
  for (const beside of [
    { name: SECRET },
    { purpose: SECRET },
    { fallback: { ...terms.fallback, name: SECRET } },
  ]) {
    expect(parse(beside).success).toBe(false);
  }
});

it("a review of before is read as it was written", () => {
  const old = definition({ name: UNSEEN, stage: SECRET });
  expect(campaignDefinition.parse(old)).toMatchObject({ name: UNSEEN, stages: [{ name: SECRET }] });
});
