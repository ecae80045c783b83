import { describe, expect, it } from "vitest";
import { isPinned } from "./pinned-version.ts";

describe("isPinned", () => {
  it.each([
    ["npm", "1.2.3"],
    ["npm", "1.2.3-beta.1"],
    ["pypi", "1.2"],
    ["pypi", "2.0.0rc1"],
    ["oci", "22.1.0"],
    ["oci", "v1.2.3-alpine"],
    ["oci", `sha256:${"a".repeat(64)}`],
    ["git", "0123456789abcdef"],
    ["nuget", "1.2"],
  ])("%s %s is one release", (registry, version) => {
    expect(isPinned(registry, version)).toBe(true);
  });

  it.each([
    ["npm", "1"],
    ["npm", "1.2"],
    ["npm", "1.2.x"],
    ["npm", "^1.2.3"],
    ["npm", "latest"],
    ["npm", null],
    ["pypi", "1.*"],
    ["pypi", "latest"],
    ["oci", "22"],
    ["oci", "22.1"],
    ["oci", "v1"],
    ["oci", "latest-2"],
    ["oci", "sha256:abc"],
    ["git", "main"],
    ["nuget", "1.*"],
  ])("%s %s may move", (registry, version) => {
    expect(isPinned(registry, version)).toBe(false);
  });
});
