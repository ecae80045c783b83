import { count, defineTool, moment, text } from "./define-tool.ts";

/** Channels and direct messages. */
export const chat = [
  defineTool(
    "list_channels",
    "List public channels with topic and member count.",
    { limit: count("Channels to return.", 200) },
    { required: [], claim: "reads" },
  ),
  defineTool(
    "get_channel_history",
    "Get messages of a channel, newest first.",
    { channel: text("Channel id."), before: moment("Older than."), limit: count("Messages.", 100) },
    { required: ["channel"], claim: "reads" },
  ),
  defineTool(
    "post_message",
    "Post a message to a channel or a thread.",
    {
      channel: text("Channel id."),
      text: text("Message.", { maxLength: 4_000 }),
      threadId: text("Thread to answer in."),
    },
    { required: ["channel", "text"], claim: "adds" },
  ),
  defineTool(
    "add_reaction",
    "Add a reaction to a message.",
    { channel: text("Channel id."), messageId: text("Message."), emoji: text("Name of the emoji.") },
    { claim: "adds" },
  ),
];
