import { defineTool, flag, text } from "./define-tool.ts";

/** A browser under remote control. */
export const browser = [
  defineTool(
    "browser_navigate",
    "Navigate to a URL.",
    { url: text("Address.", { format: "uri" }) },
    { claim: "searches" },
  ),
  defineTool(
    "browser_snapshot",
    "Capture an accessibility snapshot of the current page.",
    {},
    { claim: "reads" },
  ),
  defineTool(
    "browser_click",
    "Click an element of the page.",
    { element: text("What it is, in words."), ref: text("Reference from the snapshot.") },
    { claim: "destroys" },
  ),
  defineTool(
    "browser_type",
    "Type text into a field.",
    {
      ref: text("Reference from the snapshot."),
      text: text("What to type."),
      submit: flag("Press Enter after."),
    },
    { required: ["ref", "text"], claim: "destroys" },
  ),
  defineTool(
    "browser_evaluate",
    "Evaluate a JavaScript expression on the page.",
    { function: text("() => { … }") },
    { claim: "destroys" },
  ),
  defineTool(
    "browser_take_screenshot",
    "Take a screenshot of the page or of one element.",
    { fullPage: flag("The whole page."), ref: text("One element.") },
    { required: [], claim: "reads" },
  ),
];
