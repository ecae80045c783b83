import { choice, count, defineTool, list, text } from "./define-tool.ts";

/** Customers and deals. */
export const crm = [
  defineTool(
    "find_accounts",
    "Find customer accounts by name, domain or owner.",
    {
      query: text("Name or domain."),
      ownerEmail: text("Account owner."),
      limit: count("Accounts to return."),
    },
    { required: ["query"], claim: "reads" },
  ),
  defineTool(
    "get_contact",
    "Get a contact with phone numbers, consent and the last ten activities.",
    { contactId: text("Contact id, 18 characters.", { minLength: 18, maxLength: 18 }) },
    { claim: "reads" },
  ),
  defineTool(
    "update_opportunity",
    "Update stage, close date or value of an opportunity.",
    {
      opportunityId: text("Opportunity id."),
      stage: choice("Sales stage.", ["qualify", "propose", "negotiate", "won", "lost"]),
      closeDate: text("Expected day.", { format: "date" }),
    },
    { required: ["opportunityId"], claim: "sets" },
  ),
  defineTool(
    "log_activity",
    "Add a call, meeting or note to an account's timeline.",
    {
      accountId: text("Account id."),
      kind: choice("What it was.", ["call", "meeting", "note"]),
      body: text("What was said.", { maxLength: 10_000 }),
    },
    { claim: "adds" },
  ),
  defineTool(
    "merge_contacts",
    "Merge duplicate contacts into one. The others are deleted; this cannot be undone.",
    { keepId: text("The contact that stays."), mergeIds: list("Contacts that are merged into it.") },
    { claim: "destroys" },
  ),
  defineTool(
    "export_contacts",
    "Return all contacts of a segment as CSV, personal data included.",
    { segmentId: text("Segment id."), columns: list("Columns to include.") },
    { required: ["segmentId"], claim: "reads" },
  ),
];
