import { count, defineTool, moment, text } from "./define-tool.ts";

/** Secrets of services. */
export const vault = [
  defineTool(
    "list_secret_names",
    "List the names of secrets below a path, never their values.",
    { path: text("Path.") },
    { claim: "reads" },
  ),
  defineTool(
    "get_secret",
    "Get the current value of a secret.",
    { path: text("Path of the secret."), version: count("Version.", 1_000) },
    { required: ["path"], claim: "reads" },
  ),
  defineTool(
    "rotate_secret",
    "Rotate a secret and return the lease of the new version.",
    { path: text("Path of the secret."), graceMinutes: count("How long the old one stays valid.", 1_440) },
    { required: ["path"], claim: "destroys" },
  ),
  defineTool(
    "revoke_lease",
    "Revoke a lease at once; whoever uses it loses access.",
    { leaseId: text("Lease id."), at: moment("Later than now.") },
    { required: ["leaseId"], claim: "destroys" },
  ),
];
