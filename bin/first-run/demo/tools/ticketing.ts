import { choice, count, defineTool, flag, text } from "./define-tool.ts";

/** A service desk. */
export const ticketing = [
  defineTool(
    "search_tickets",
    "Search tickets by text, project and status. Returns key, summary, status and assignee.",
    {
      query: text("Words to look for in summary and description.", { maxLength: 500 }),
      project: text("Project key, such as OPS.", { pattern: "^[A-Z]{2,10}$" }),
      status: choice("Only tickets in this status.", ["open", "in_progress", "waiting", "done"]),
      limit: count("Tickets to return."),
    },
    { required: ["query"], claim: "reads" },
  ),
  defineTool(
    "get_ticket",
    "Get one ticket with its comments, attachments' names and history.",
    { key: text("Ticket key, such as OPS-1412.") },
    { claim: "reads" },
  ),
  defineTool(
    "create_ticket",
    "Create a ticket in a project.",
    {
      project: text("Project key."),
      summary: text("One line.", { maxLength: 255 }),
      description: text("Markdown.", { maxLength: 20_000 }),
      priority: choice("How urgent it is.", ["low", "normal", "high", "urgent"]),
    },
    { required: ["project", "summary"], claim: "adds" },
  ),
  defineTool(
    "comment_on_ticket",
    "Add a comment to a ticket; watchers are notified by e-mail.",
    { key: text("Ticket key."), body: text("Markdown."), isInternal: flag("Hide it from the customer.") },
    { required: ["key", "body"], claim: "adds" },
  ),
  defineTool(
    "transition_ticket",
    "Move a ticket to another status and set its resolution.",
    {
      key: text("Ticket key."),
      action: choice("What to do with it.", ["assign", "close", "reopen", "escalate"]),
      assignee: text("Account id of the new assignee."),
    },
    { required: ["key", "action"], claim: "sets" },
  ),
  defineTool(
    "delete_ticket",
    "Permanently delete a ticket with its comments and attachments. This cannot be undone.",
    { key: text("Ticket key.") },
    { claim: "destroys" },
  ),
];
