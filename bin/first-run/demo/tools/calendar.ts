import { count, defineTool, list, moment, text } from "./define-tool.ts";

/** Meetings and rooms. */
export const calendar = [
  defineTool(
    "list_events",
    "List events of a calendar between two moments.",
    { calendarId: text("Address of the calendar."), from: moment("Start."), until: moment("End.") },
    { claim: "reads" },
  ),
  defineTool(
    "find_free_times",
    "Find times when everybody named is free.",
    {
      attendees: list("Addresses.", { type: "string", format: "email" }),
      minutes: count("Length of the meeting.", 480),
    },
    { claim: "reads" },
  ),
  defineTool(
    "create_event",
    "Create an event and invite people to it.",
    {
      title: text("Title."),
      start: moment("Start."),
      end: moment("End."),
      attendees: list("Addresses.", { type: "string", format: "email" }),
      room: text("Room address."),
    },
    { required: ["title", "start", "end"], claim: "adds" },
  ),
  defineTool(
    "cancel_event",
    "Cancel an event and tell everybody who was invited.",
    { eventId: text("Event id."), message: text("Sent to the invited.") },
    { required: ["eventId"], claim: "destroys" },
  ),
];
