import { choice, count, defineTool, text } from "./define-tool.ts";

/** Builds and rollouts. */
export const deployment = [
  defineTool(
    "list_pipelines",
    "List recent pipeline runs with status, branch and duration.",
    { project: text("Project path."), status: choice("Only these.", ["running", "failed", "passed"]) },
    { required: ["project"], claim: "reads" },
  ),
  defineTool(
    "get_job_log",
    "Get the last lines of a job's log.",
    { jobId: text("Job id."), lines: count("Lines from the end.", 5_000) },
    { required: ["jobId"], claim: "reads" },
  ),
  defineTool(
    "trigger_pipeline",
    "Trigger a pipeline for a branch with variables.",
    {
      project: text("Project path."),
      ref: text("Branch or tag."),
      variables: {
        type: "object",
        additionalProperties: { type: "string" },
        description: "Pipeline variables.",
      },
    },
    { required: ["project", "ref"], claim: "adds" },
  ),
  defineTool(
    "deploy_release",
    "Deploy a release to an environment, step by step, watching its health.",
    {
      service: text("Service name."),
      version: text("Release to roll out.", { pattern: "^v\\d+\\.\\d+\\.\\d+$" }),
      environment: choice("Where.", ["staging", "production"]),
      canaryPercent: count("Traffic for the first step.", 50),
    },
    { required: ["service", "version", "environment"], claim: "destroys" },
  ),
  defineTool(
    "rollback_release",
    "Roll a service back to the release before.",
    {
      service: text("Service name."),
      environment: choice("Where.", ["staging", "production"]),
      reason: text("Why."),
    },
    { claim: "destroys" },
  ),
  defineTool(
    "restart_service",
    "Restart all instances of a service, one after the other.",
    { service: text("Service name."), environment: choice("Where.", ["staging", "production"]) },
    // Says nothing about itself: the kind of tool an assessment has to read.
  ),
];
