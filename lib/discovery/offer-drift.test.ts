import { describe, expect, it } from "vitest";
import { compareOffers, type Offers } from "./offer-drift.ts";

const offers = (more: Partial<Offers>): Offers => ({
  resources: null,
  templates: null,
  prompts: null,
  ...more,
});
const of = (...names: string[]) => ({ count: names.length, names });

describe("what came and went besides tools", () => {
  it("names what was added and what was removed, kind by kind", () => {
    const before = offers({ prompts: of("greet", "plan"), resources: of("file:///a") });
    const after = offers({ prompts: of("greet", "sum"), resources: of("file:///a") });
    expect(compareOffers(before, after)).toEqual({ prompts: { added: ["sum"], removed: ["plan"] } });
  });

  it("says nothing of a first look, nor of a kind the server would not list", () => {
    expect(compareOffers(null, offers({ prompts: of("greet") }))).toEqual({});
    expect(compareOffers(offers({ prompts: of("greet") }), offers({}))).toEqual({});
  });

  it("names at most twenty of each", () => {
    const many = Array.from({ length: 50 }, (_, index) => `p${index}`);
    const { prompts } = compareOffers(offers({ prompts: of() }), offers({ prompts: of(...many) }));
    expect(prompts?.added).toHaveLength(20);
  });
});
