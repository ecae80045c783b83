import { describe, expect, it } from "vitest";
import { credentialStatus } from "./credentials.ts";
import { identityDigest } from "./identity-digest.ts";
import { carriesSecret } from "./plain-secret.ts";
import { decideReviewDate, nextReviewDate, pulledIn } from "./review-date.ts";
import { identityKeyOf, withLaunchedPackage } from "./server-identity.ts";
import { freeSlug, toSlug } from "./slug.ts";

const NOW = new Date("2026-11-22T15:30:00Z");
const day = (text: string) => new Date(`${text}T00:00:00Z`);

const connection = {
  name: "Tickets",
  transport: "stdio" as const,
  command: "npx",
  args: ["-y", "@acme/x@1.0.0"],
  url: null,
  packageRegistry: "npm",
  packageName: "@acme/x",
  packageVersion: "1.0.0",
};

describe("a server's identity", () => {
  it("is the same whatever the order of scopes, and another with any part of the connection", () => {
    const scopes = [
      { name: "b", breadth: "narrow" as const },
      { name: "a", breadth: "broad" as const },
    ];
    const digest = identityDigest(connection, scopes);
    expect(identityDigest(connection, scopes.toReversed())).toBe(digest);
    const others = [
      identityDigest({ ...connection, args: [] }, scopes),
      identityDigest({ ...connection, packageVersion: "1.0.1" }, scopes),
      identityDigest({ ...connection, command: "bunx" }, scopes),
      identityDigest(connection, []),
      identityDigest(connection, [{ name: "a", breadth: "wildcard" }, ...scopes.slice(0, 1)]),
    ];
    expect(new Set([digest, ...others]).size).toBe(6);
  });

  it("is found again by package without version, by address in one spelling, or by command line", () => {
    expect(identityKeyOf(connection)).toBe("npm:@acme/x");
    expect(identityKeyOf({ ...connection, url: "HTTPS://Mcp.Example:443/sse/?b=2&a=1#x" })).toBe(
      "url:https://mcp.example/sse?a=1&b=2",
    );
    expect(identityKeyOf({ ...connection, packageName: null })).toBe("npm:@acme/x");
    expect(identityKeyOf({ ...connection, command: "/opt/x", args: [], packageName: null })).toMatch(
      /^command:/,
    );
    expect(identityKeyOf({ ...connection, command: "/opt/x", args: [] })).toBe("npm:@acme/x");
  });
});

describe("the package of a connection", () => {
  it("is read from the command where nobody named one, so that no unpinned package hides behind an empty field", () => {
    const unnamed = { ...connection, packageRegistry: null, packageName: null, packageVersion: null };
    expect(withLaunchedPackage(unnamed)).toEqual(connection);
    expect(withLaunchedPackage(connection)).toBe(connection);
    expect(withLaunchedPackage({ ...unnamed, command: "/opt/x" }).packageName).toBeNull();
  });
});

describe("slugs", () => {
  it.each([
    ["Ticket Desk (EU)", "ticket-desk-eu"],
    ["Zürich – Übersicht", "zurich-ubersicht"],
    ["日本", "unnamed"],
    ["x".repeat(80), "x".repeat(60)],
  ])("%s becomes %s", (name, slug) => expect(toSlug(name)).toBe(slug));

  const KEY = "0198c0de-0000-7000-8000-00000000000a";
  const slugAmong = async (name: string, taken: readonly string[]) => {
    const asked: string[] = [];
    const slug = await freeSlug({ key: KEY, name }, async (wanted) => {
      asked.push(...wanted);
      return new Set(taken.filter((one) => wanted.includes(one)));
    });
    return { slug, asked };
  };

  it("takes the first free suffix", async () => {
    expect((await slugAmong("Twin", [])).slug).toBe("twin");
    expect((await slugAmong("Twin", ["twin", "twin-2", "twin-4"])).slug).toBe("twin-3");
  });

  it("asks about a few, however many begin alike, and ends in the thing's own key when those are taken", async () => {
    const alike = ["twin", ...Array.from({ length: 5_000 }, (_, index) => `twin-${index + 2}`)];
    const { slug, asked } = await slugAmong("Twin", alike);
    expect(asked).toHaveLength(30);
    expect(slug).toBe("twin-00000000000a");
  });
});

describe("review days", () => {
  const clock = {
    days: { "production/critical/none": 45, "production/low/none": 90, "production/low/regulated": 30 },
    warnDays: 14,
  };
  const server = (criticality: "critical" | "low", impact: "regulated" | null = null) => ({
    environment: "production" as const,
    criticality,
    impact,
    from: NOW,
  });

  it.each([
    ["low", null, "2027-02-20"],
    ["critical", null, "2027-01-06"],
    ["low", "regulated", "2026-12-22"],
  ] as const)("%s, %s: by %s at the latest", (criticality, impact, latest) => {
    const reviewed = server(criticality, impact);
    expect(nextReviewDate(clock, reviewed, NOW)).toEqual(day(latest));
    expect(decideReviewDate(clock, reviewed, day(latest), NOW).ok).toBe(true);
    expect(decideReviewDate(clock, reviewed, day("2028-01-01"), NOW)).toMatchObject({
      reason: expect.stringContaining(latest),
    });
    expect(decideReviewDate(clock, reviewed, day("2026-11-22"), NOW).ok).toBe(true);
    expect(decideReviewDate(clock, reviewed, day("2026-11-21"), NOW).ok).toBe(false);
  });

  it("count from the last review, so that no choice of a day gains time, and none is left once it is overdue", () => {
    const overdue = { ...server("low"), from: day("2026-08-01") };
    expect(decideReviewDate(clock, overdue, day("2026-12-01"), NOW)).toEqual({
      ok: false,
      reason: "Its review was due on 2026-10-30. Only a review moves that day.",
    });
    const soon = { ...server("low"), from: day("2026-09-01") };
    expect(decideReviewDate(clock, soon, day("2026-12-01"), NOW).ok).toBe(false);
    expect(decideReviewDate(clock, soon, day("2026-11-30"), NOW).ok).toBe(true);
  });

  it("come sooner for what is graver, but leave its owner time, and never later", () => {
    const graver = { ...server("critical"), from: day("2026-09-01") };
    expect(pulledIn(clock, graver, day("2026-12-20"), NOW)).toEqual(day("2026-12-06"));
    expect(pulledIn(clock, graver, day("2026-12-01"), NOW)).toEqual(day("2026-12-01"));
    expect(pulledIn(clock, server("critical"), day("2027-02-20"), NOW)).toEqual(day("2027-01-06"));
    expect(pulledIn(clock, server("low"), day("2026-12-01"), NOW)).toEqual(day("2026-12-01"));
  });
});

describe("a credential's status", () => {
  it.each([
    ["active", null, "active"],
    ["active", "2026-11-22T15:30:00Z", "expired"],
    ["active", "2026-12-22T15:30:00Z", "expiring"],
    ["active", "2026-12-22T15:30:01Z", "active"],
    ["revoked", "2020-01-01T00:00:00Z", "revoked"],
    ["rotated", null, "rotated"],
  ] as const)("%s until %s is %s", (state, expiresAt, status) => {
    expect(credentialStatus({ state, expiresAt: expiresAt === null ? null : new Date(expiresAt) }, NOW)).toBe(
      status,
    );
  });
});

describe("credentials typed into a form", () => {
  it.each([
    [["--api-key", "9f8a7b6c5d"]],
    [["--token=9f8a7b6c5d"]],
    [["postgres://app:hunter2secret@db.example/app"]],
    [["https://x.example/mcp?api_key=9f8a7b6c5d"]],
    [["-e", `GITHUB_TOKEN=ghp_${"a1B2".repeat(9)}`]],
    [["Authorization:", `sk-${"x1".repeat(14)}`]],
  ])("%j is refused", (words) => expect(carriesSecret(words)).toBe(true));

  it.each([
    [["-y", "@acme/x@1.0.0", "--port", "8080"]],
    [["--token", "${TOKEN}"]],
    [["--token", "--verbose"]],
    [["--api-key=$API_KEY"]],
    [["--token-file", "/run/secrets/token"]],
    [["postgres://app:${PASSWORD}@db.example/app"]],
    [["https://x.example/mcp?api_key=${KEY}"]],
    [["--token", "<YOUR_TOKEN>"]],
  ])("%j is welcome", (words) => expect(carriesSecret(words)).toBe(false));
});
