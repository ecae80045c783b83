import { expect, test } from "vitest";
import { addCredentialInput } from "./credential-input.ts";
import {
  addConsumerInput,
  addScopeInput,
  overrideToolImpactInput,
  registerServerInput,
  sharedGovernanceInput,
} from "./input.ts";
import { registerSystemInput } from "./system-input.ts";

/** A form as it is sent when nothing was filled in: every field is there, and empty. */
const EMPTY = Object.fromEntries(
  [
    ...["name", "purpose", "environment", "criticality", "ownerId", "backupOwnerId", "transport", "serverId"],
    ...["kind", "keptIn", "breadth", "impact", "toolId", "reason", "description", "url"],
  ].map((name) => [name, ""]),
);

test.each(
  Object.entries({
    addConsumerInput,
    addCredentialInput,
    addScopeInput,
    overrideToolImpactInput,
    registerServerInput,
    registerSystemInput,
    sharedGovernanceInput,
  }),
)("says in words what is missing in %s", (_name, schema) => {
  const { error } = schema.safeParse(EMPTY);
  const messages = (error?.issues ?? []).map((issue) => issue.message);
  expect(messages.length).toBeGreaterThan(0);
  expect(messages.filter((message) => /invalid|expected/i.test(message))).toEqual([]);
});

test("asks for an environment, not for one of its codes", () => {
  const { error } = sharedGovernanceInput.safeParse(EMPTY);
  expect(error?.issues.find((issue) => issue.path[0] === "environment")?.message).toBe(
    "Choose an environment.",
  );
});
