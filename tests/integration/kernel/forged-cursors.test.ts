import "#tests/setup/use-test-database.ts";
import { beforeAll, describe, expect, it } from "vitest";
import type { ZodType } from "zod";
import type { Actor } from "#lib/kernel/actor.ts";
import { toCursor } from "#lib/kernel/cursor.ts";
import { newId } from "#lib/kernel/id.ts";
import { sampleInput } from "#tests/authority/sample-input.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

interface Listing {
  (actor: Actor, input: unknown): Promise<unknown>;
  queryName: string;
  input: ZodType;
}

/** Every query with a cursor there is, found on disk: a new one is asked without anybody thinking of it. */
const modules = import.meta.glob<Record<string, unknown>>("../../../lib/*/queries/*.ts", { eager: true });
const listings = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((exported): exported is Listing => typeof exported === "function" && "queryName" in exported)
  .filter(({ input }) => "shape" in input && Object.hasOwn(input.shape as object, "cursor"));

/** Values that a place in some list has, or nearly. */
const VALUES = [
  "Alpha",
  "a\u0000b",
  "\ud800",
  "0000-01-01T00:00:00.000Z",
  "-000001-01-01T00:00:00.000Z",
  "+275760-09-13T00:00:00.000Z",
  "2026-11-27T00:00:00.000Z",
  "2026-02-31",
  "infinity",
  "critical",
  "reads",
  "best_match",
  "name",
  "-risk",
  "99",
];
const IDS = ["0198c0de-0000-7000-8000-000000000001", "------------------------------------", "1' or '1'='1"];
const forged = [
  ...["", "x", "%", "~", "999999999999999~------------------------------------", "9".repeat(80)],
  ...["null", "{}", "[]", "[[]]", '["a",1]'].map((json) => Buffer.from(json).toString("base64url")),
  ...IDS.flatMap((id) => [
    toCursor([id]),
    ...VALUES.flatMap((value) => [
      toCursor([value, id]),
      toCursor(["reads", value, id]),
      toCursor(["critical", value, id]),
      ...["name", "best_match", "risk", "-expiry", "next_review"].map((sort) => toCursor([sort, value, id])),
    ]),
  ]),
];

let org: TestOrganization;
let known: Record<string, string>;

beforeAll(async () => {
  org = await newOrganization();
  const { serverId, slug } = await newServer(org, {});
  known = { serverId, slug };
});

describe("a cursor that no list gave out", () => {
  it("is asked of many lists", () => expect(listings.length).toBeGreaterThan(15));

  it.each(listings.map((listing) => [listing.queryName, listing] as const))(
    "is refused in words, or goes on from where it says: %s",
    async (_name, listing) => {
      const input = { ...(sampleInput(listing.input) as object), ...fitting(listing), id: newId() };
      const sorts = Object.hasOwn(shapeOf(listing), "sort")
        ? ["name", "best_match", "risk", "-expiry"]
        : [undefined];
      for (const cursor of forged) {
        for (const sort of sorts) {
          const asked = { ...input, cursor, ...(sort === undefined ? {} : { sort, q: "a" }) };
          const failure = await listing(org.admin, asked).then(
            () => null,
            (error: { code?: string }) => error.code ?? String(error),
          );
          expect([null, "invalid", "not_found"], `${cursor} ${failure}`).toContain(failure);
        }
      }
    },
  );
});

/** What is there to be asked about, where the list is of one server. */
function fitting(listing: Listing): object {
  return Object.fromEntries(Object.entries(known).filter(([name]) => Object.hasOwn(shapeOf(listing), name)));
}

function shapeOf({ input }: Listing): object {
  return (input as unknown as { shape: object }).shape;
}
