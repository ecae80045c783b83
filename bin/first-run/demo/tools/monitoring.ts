import { count, defineTool, moment, text } from "./define-tool.ts";

/** Metrics, logs and alerts. */
export const monitoring = [
  defineTool(
    "query_metrics",
    "Query a time series and return it as points.",
    {
      expression: text("Metric expression.", { maxLength: 2_000 }),
      from: moment("Start."),
      until: moment("End."),
    },
    { required: ["expression"], claim: "reads" },
  ),
  defineTool(
    "search_logs",
    "Search log lines of a service.",
    {
      service: text("Service name."),
      filter: text("Filter expression."),
      limit: count("Lines to return.", 1_000),
    },
    { required: ["service"], claim: "reads" },
  ),
  defineTool(
    "list_alerts",
    "List alerts that are firing or acknowledged.",
    { team: text("Team slug.") },
    { required: [], claim: "reads" },
  ),
  defineTool(
    "mute_alert",
    "Mute an alert for a while; nobody is paged meanwhile.",
    { alertId: text("Alert id."), minutes: count("For how long.", 1_440), reason: text("Why.") },
    { claim: "sets" },
  ),
];
