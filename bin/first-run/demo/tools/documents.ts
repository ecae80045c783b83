import { choice, count, defineTool, list, text } from "./define-tool.ts";

/** Wiki and shared documents. */
export const documents = [
  defineTool(
    "search_pages",
    "Search pages the connecting account can see.",
    { query: text("Words."), space: text("Space key."), limit: count("Pages to return.") },
    { required: ["query"], claim: "searches" },
  ),
  defineTool("get_page", "Get a page as Markdown.", { pageId: text("Page id.") }, { claim: "reads" }),
  defineTool(
    "update_page",
    "Replace the body of a page; the version before is kept.",
    { pageId: text("Page id."), body: text("Markdown."), comment: text("Why it changed.") },
    { required: ["pageId", "body"], claim: "sets" },
  ),
  defineTool(
    "share_page",
    "Share a page with people or with anyone who has the link.",
    {
      pageId: text("Page id."),
      with: choice("Who may see it.", ["people", "organization", "anyone_with_link"]),
      people: list("Addresses."),
    },
    // Says it only reads, and publishes.
    { required: ["pageId", "with"], claim: "reads" },
  ),
];
