import { expect, it } from "vitest";
import { driftedPart, driftReason } from "./drift.ts";

const TOOL = "The definition of refund changed after it was approved.";
const SERVER = "The server's connection or scopes changed after this was approved.";
const GONE = "The server no longer offers refund.";

it.each([
  ["the tool", { isToolChanged: true }, TOOL, "tool"],
  ["the server", { isServerChanged: true }, SERVER, "server"],
  ["both", { isToolChanged: true, isServerChanged: true }, `${TOOL} ${SERVER}`, "tool and server"],
  ["the tool, which is gone", { isToolChanged: true, isToolRemoved: true }, GONE, "tool"],
  [
    "a server without the tool",
    { isToolRemoved: true, isServerChanged: true },
    `${GONE} ${SERVER}`,
    "tool and server",
  ],
  [
    "where it runs",
    { movedTo: "production" as const },
    "The server moved to production after this was approved.",
    "server",
  ],
  [
    "where it runs, still outside production",
    { movedTo: "staging" as const },
    "The server moved to staging after this was approved.",
    "server",
  ],
  [
    "what it can do",
    { isGraver: true },
    "The impact of refund is higher than when this was approved.",
    "tool",
  ],
  [
    "how critical it is",
    { isMoreCritical: true },
    "The server is more critical than when this was approved.",
    "server",
  ],
  [
    "which data it holds",
    { isDataAdded: true },
    "The server holds other data than when this was approved.",
    "server",
  ],
  [
    "the scope",
    { isScopeGone: true },
    "The scope repo:read is no longer on the server's record as it was approved.",
    "server",
  ],
])("says what differs now: %s", (_what, differing, reason, part) => {
  const same = {
    isServerChanged: false,
    isToolChanged: false,
    isToolRemoved: false,
    movedTo: null,
    isGraver: false,
    isMoreCritical: false,
    isDataAdded: false,
    isScopeGone: false,
  };
  const drift = { ...same, ...differing };
  expect(driftReason(drift, { toolName: "refund", scopeName: "repo:read" })).toBe(reason);
  expect(driftedPart(drift)).toBe(part);
});
