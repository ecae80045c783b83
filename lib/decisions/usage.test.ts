import { expect, it } from "vitest";
import { UsageCounter } from "./usage.ts";

it("counts by tool and consumer, and starts anew with each batch", () => {
  const counter = new UsageCounter();
  counter.count("o", "t", "c", true, 1);
  counter.count("o", "t", "c", true, 2);
  counter.count("o", "t", "c", false, 3);
  counter.count("other", "t", "c", false, 4);
  counter.countToken("o", "token", 5);
  const [first, second] = counter.take();
  expect(first).toEqual({
    organizationId: "o",
    uses: [{ toolId: "t", consumerId: "c", allowed: 2, denied: 1, lastAllowedAt: 2, lastDeniedAt: 3 }],
    tokens: new Map([["token", 5]]),
  });
  expect(second).toMatchObject({ organizationId: "other", uses: [{ allowed: 0, denied: 1 }] });
  expect(counter.take()).toEqual([]);
});

it("adds a batch that could not be written to the next one, with the later times", () => {
  const counter = new UsageCounter();
  counter.count("o", "t", "c", true, 1);
  counter.count("o", "t", "d", false, 2);
  const [lost] = counter.take();
  counter.count("o", "t", "c", true, 9);
  if (lost !== undefined) counter.putBack(lost);
  expect(counter.take()[0]?.uses).toEqual([
    { toolId: "t", consumerId: "c", allowed: 2, denied: 0, lastAllowedAt: 9, lastDeniedAt: null },
    { toolId: "t", consumerId: "d", allowed: 0, denied: 1, lastAllowedAt: null, lastDeniedAt: 2 },
  ]);
});

it("holds no more pairs than it may, and says how many answers it did not count", () => {
  const counter = new UsageCounter();
  for (let pair = 0; pair < 100_010; pair += 1) counter.count("o", "t", String(pair), true, pair);
  expect(counter.dropped).toBe(10);
  expect(counter.take()[0]?.uses).toHaveLength(100_000);
});
