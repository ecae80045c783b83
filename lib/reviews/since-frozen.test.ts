import { expect, it } from "vitest";
import type { ItemFacts } from "./item-facts.ts";
import { sinceFrozen, type ThingNow } from "./since-frozen.ts";

const facts: ItemFacts = {
  kind: "tool",
  name: "refund",
  tool: { id: "t", name: "refund", impact: "changes_data", digest: "sha256:a" },
  scope: null,
  consumer: null,
  state: "active",
  grantedAt: "2026-01-01T00:00:00.000Z",
  expiresAt: null,
  request: null,
  server: { id: "s", slug: "s", name: "S", team: null, environment: "staging", criticality: "low" },
};
const same: ThingNow = {
  server: {
    state: "active",
    environment: "staging",
    criticality: "low",
    ownerId: null,
    backupOwnerId: null,
    role: null,
    purpose: "",
  },
  tool: { digest: "sha256:a", impact: "changes_data", state: "enabled" },
  consumer: null,
  grant: null,
  credential: null,
};

it("finds nothing where nothing changed, and nothing to compare where a thing is gone", () => {
  expect(sinceFrozen(facts, same)).toEqual([]);
  expect(sinceFrozen(facts, { ...same, server: null, tool: null })).toEqual([]);
});

it("names what is another now, as it was and as it is", () => {
  const now: ThingNow = {
    ...same,
    server: { ...(same.server as NonNullable<ThingNow["server"]>), environment: "production" },
    tool: { digest: "sha256:b", impact: "changes_data", state: "suspended" },
  };
  expect(sinceFrozen(facts, now)).toEqual([
    { what: "definition", before: "sha256:a", after: "sha256:b" },
    { what: "tool_state", before: "enabled", after: "suspended" },
    { what: "environment", before: "staging", after: "production" },
  ]);
});

it("names the end of a grant where it is another by now, and of what stands in its place", () => {
  const frozen: ItemFacts = { ...facts, expiresAt: "2026-12-31T00:00:00.000Z" };
  const endsAt = (expiresAt: string) => ({ ...same, grant: { expiresAt: new Date(expiresAt) } });
  expect(sinceFrozen(frozen, endsAt("2026-12-31T00:00:00Z"))).toEqual([]);
  expect(sinceFrozen(frozen, endsAt("2026-12-03T00:00:00Z"))).toEqual([
    { what: "grant_end", before: "2026-12-31T00:00:00.000Z", after: "2026-12-03T00:00:00.000Z" },
  ]);
  expect(sinceFrozen(frozen, same)).toEqual([]);
  expect(sinceFrozen(facts, endsAt("2026-12-03T00:00:00Z"))).toEqual([]);
});

it("compares the rest of a server only where the item is about the server", () => {
  const about = {
    ownerId: "o",
    backupOwnerId: null,
    purpose: "Tickets",
    role: "deployer",
    state: "active" as const,
    dataClasses: [],
    lastIntrospectedAt: null,
    revocationSteps: 0,
  };
  const ofServer: ItemFacts = { ...facts, kind: "server", tool: null, about };
  const now: ThingNow = {
    ...same,
    tool: null,
    server: {
      ...(same.server as NonNullable<ThingNow["server"]>),
      ownerId: "p",
      role: "deployer",
      purpose: "Tickets",
    },
  };
  expect(sinceFrozen(ofServer, now)).toEqual([{ what: "owner", before: "o", after: "p" }]);
});
