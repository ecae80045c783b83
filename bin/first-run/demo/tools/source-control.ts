import { choice, count, defineTool, text } from "./define-tool.ts";

/** Source code and its reviews. */
export const sourceControl = [
  defineTool(
    "search_code",
    "Search code across repositories the app is installed on.",
    {
      query: text("Search syntax of the host."),
      repository: text("owner/name."),
      limit: count("Matches to return."),
    },
    { required: ["query"], claim: "searches" },
  ),
  defineTool(
    "get_file_contents",
    "Get the contents of a file or the listing of a directory at a ref.",
    {
      repository: text("owner/name."),
      path: text("Path inside the repository."),
      ref: text("Branch, tag or commit."),
    },
    { required: ["repository", "path"], claim: "reads" },
  ),
  defineTool(
    "list_pull_requests",
    "List pull requests with their checks and reviewers.",
    {
      repository: text("owner/name."),
      state: choice("Which ones.", ["open", "closed", "all"]),
      limit: count("At most."),
    },
    { required: ["repository"], claim: "reads" },
  ),
  defineTool(
    "create_pull_request",
    "Open a pull request from a branch.",
    {
      repository: text("owner/name."),
      head: text("Branch with the changes."),
      base: text("Branch to merge into."),
      title: text("Title.", { maxLength: 256 }),
      body: text("Markdown."),
    },
    { required: ["repository", "head", "base", "title"], claim: "adds" },
  ),
  defineTool(
    "create_or_update_file",
    "Create or update a single file on a branch, as one commit.",
    {
      repository: text("owner/name."),
      path: text("Path to write."),
      content: text("New content, UTF-8."),
      branch: text("Branch to commit to."),
      message: text("Commit message."),
    },
    { claim: "sets" },
  ),
  defineTool(
    "merge_pull_request",
    "Merge a pull request once its checks have passed.",
    {
      repository: text("owner/name."),
      number: { type: "integer", minimum: 1, description: "Pull request number." },
      mergeMethod: choice("How to merge.", ["merge", "squash", "rebase"]),
    },
    { required: ["repository", "number"], claim: "destroys" },
  ),
  defineTool(
    "delete_branch",
    "Delete a branch that has been merged or abandoned.",
    { repository: text("owner/name."), branch: text("Branch name.") },
    { claim: "destroys" },
  ),
];
