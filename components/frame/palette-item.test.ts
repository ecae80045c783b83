import { expect, test } from "vitest";
import { matchPalette } from "./palette-item.ts";

const ITEMS = [
  { label: "Server roles", href: "/policy/roles", group: "Policy" },
  { label: "Audit", href: "/audit", group: "Go to", keywords: "history trail" },
  { label: "Policy", href: "/policy", group: "Go to" },
];

test("finds by keyword", () => {
  expect(matchPalette(ITEMS, [], "trail").map((item) => item.label)).toEqual(["Audit"]);
});

test("puts labels that start with what was typed first", () => {
  expect(matchPalette(ITEMS, [], "pol").map((item) => item.label)).toEqual(["Policy", "Server roles"]);
});

test("encodes what was typed into a search", () => {
  const searches = [{ label: "Search servers for", hrefPrefix: "/servers?q=" }];
  expect(matchPalette([], searches, "a&b")[0]?.href).toBe("/servers?q=a%26b");
});
