import { describe, expect, it } from "vitest";
import { type SeenFacts, whatChanged } from "./seen-facts.ts";

const before: SeenFacts = {
  connections: ["sha256:a"],
  secrets: ["env.TOKEN f1"],
  risks: [{ id: "plain_http", title: "Not encrypted" }],
  environmentNames: ["TOKEN"],
};

describe("what changed since a candidate was dismissed", () => {
  it.each<[string, Partial<SeenFacts>, RegExp[]]>([
    ["nothing", {}, []],
    ["something went away", { secrets: [], risks: [], environmentNames: [] }, []],
    ["one place has another version as well", { connections: ["sha256:a", "sha256:b"] }, [/another way/]],
    ["a secret was replaced", { secrets: ["env.TOKEN f2"] }, [/env\.TOKEN$/]],
    ["a secret stands in one more place", { secrets: ["env.TOKEN f1", "args[1] f1"] }, [/args\[1\]$/]],
    [
      "a new risk",
      { risks: [...before.risks, { id: "shell_wrapper", title: "Started through a shell" }] },
      [/Started through a shell/],
    ],
    ["new variables", { environmentNames: ["A", "TOKEN", "B"] }, [/^New environment variables: A, B$/]],
    ["one new variable", { environmentNames: ["A", "TOKEN"] }, [/^A new environment variable: A$/]],
  ])("%s", (_what, now, words) => {
    const changes = whatChanged(before, { ...before, ...now });
    expect(changes).toHaveLength(words.length);
    for (const [index, pattern] of words.entries()) expect(changes[index]).toMatch(pattern);
  });

  it("never quotes a fingerprint, and stays short", () => {
    const secrets = Array.from({ length: 500 }, (_, index) => `env.KEY_${index} 0123456789abcdef`);
    const changes = whatChanged(before, { ...before, secrets });
    expect(changes.length).toBeLessThanOrEqual(20);
    expect(changes.join()).not.toContain("0123456789abcdef");
  });
});
