import { count, defineTool, text } from "./define-tool.ts";

/** Files below the folders it is started with. */
export const filesystem = [
  defineTool(
    "read_text_file",
    "Read a file as text.",
    { path: text("Path below an allowed folder."), head: count("First lines only.", 10_000) },
    { required: ["path"], claim: "reads" },
  ),
  defineTool(
    "list_directory",
    "List files and folders with their sizes.",
    { path: text("Folder.") },
    { claim: "reads" },
  ),
  defineTool(
    "search_files",
    "Search for files by a glob pattern.",
    { path: text("Folder to begin at."), pattern: text("Glob.") },
    { claim: "reads" },
  ),
  defineTool(
    "write_file",
    "Create a new file or completely overwrite an existing file with new content. Use with caution.",
    { path: text("Path."), content: text("Content, UTF-8.") },
    { claim: "destroys" },
  ),
  defineTool(
    "move_file",
    "Move or rename a file or folder.",
    { source: text("From."), destination: text("To.") },
    { claim: "destroys" },
  ),
];
