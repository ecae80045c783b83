import { count, defineTool, list, text } from "./define-tool.ts";

/** Mailboxes and outgoing mail. */
export const email = [
  defineTool(
    "search_messages",
    "Search the mailbox. Returns sender, subject, day and a snippet.",
    { query: text("Search words."), folder: text("Folder name."), limit: count("Messages to return.", 50) },
    { required: ["query"], claim: "reads" },
  ),
  defineTool(
    "read_message",
    "Read one message with its attachments' names.",
    { messageId: text("Message id.") },
    { claim: "reads" },
  ),
  defineTool(
    "draft_reply",
    "Write a draft in answer to a message; nothing is sent.",
    { messageId: text("Message to answer."), body: text("Plain text or HTML.") },
    { claim: "adds" },
  ),
  defineTool(
    "send_message",
    "Send an e-mail from the shared mailbox.",
    {
      to: list("Recipients.", { type: "string", format: "email" }),
      subject: text("Subject.", { maxLength: 250 }),
      body: text("Plain text or HTML."),
      attachments: list("Ids of files uploaded before."),
    },
    { required: ["to", "subject", "body"], claim: "adds" },
  ),
];
