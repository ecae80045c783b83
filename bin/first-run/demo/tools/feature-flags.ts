import { choice, count, defineTool, list, text } from "./define-tool.ts";

/** Switches in running software. */
export const featureFlags = [
  defineTool(
    "list_flags",
    "List flags with their state in each environment.",
    { project: text("Project key."), tag: text("Only with this tag.") },
    { required: ["project"], claim: "reads" },
  ),
  defineTool(
    "get_flag_usage",
    "Get how often a flag was evaluated, by variation.",
    { flag: text("Flag key."), days: count("Days back.", 90) },
    { required: ["flag"], claim: "reads" },
  ),
  defineTool(
    "toggle_flag",
    "Toggle a flag on or off in an environment.",
    {
      flag: text("Flag key."),
      environment: choice("Where.", ["staging", "production"]),
      isOn: { type: "boolean", description: "On or off." },
    },
    { claim: "sets" },
  ),
  defineTool(
    "update_rollout",
    "Change the share of users that see each variation.",
    { flag: text("Flag key."), percent: count("Share of users.", 100), segments: list("Segment keys.") },
    { required: ["flag", "percent"], claim: "sets" },
  ),
];
