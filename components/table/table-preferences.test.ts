import { describe, expect, test } from "vitest";
import { formatTablePreferences, inOrder, parseTablePreferences } from "./table-preferences.ts";

describe("how a reader likes a table", () => {
  test("is read as it was written", () => {
    const liked = {
      density: "compact",
      hidden: ["owner"],
      order: ["state", "name"],
      widths: { name: 240, state: 96 },
    } as const;
    expect(parseTablePreferences(formatTablePreferences(liked))).toEqual(liked);
  });

  test.each([
    ["nothing", undefined, undefined],
    ["an unknown density", "huge|a|b|c", undefined],
    [
      "an older cookie",
      "compact|owner,team",
      { density: "compact", hidden: ["owner", "team"], order: [], widths: {} },
    ],
    [
      "widths that are none",
      "compact|||a:x,b:-3,c,:9,d:1,e:99999",
      { density: "compact", hidden: [], order: [], widths: { d: 64, e: 960 } },
    ],
  ])("reads %s with good will", (_what, cookie, expected) => {
    expect(parseTablePreferences(cookie)).toEqual(expected);
  });

  test("keeps the naming column first and new columns last", () => {
    const columns = ["name", "owner", "state", "new"].map((id) => ({ id }));
    const ordered = inOrder(columns, ["state", "gone", "owner", "name"]);
    expect(ordered.map(({ id }) => id)).toEqual(["name", "state", "owner", "new"]);
  });
});
