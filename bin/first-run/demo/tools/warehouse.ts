import { choice, defineTool, flag, text } from "./define-tool.ts";

/** Analytics over the company's data. */
export const warehouse = [
  defineTool(
    "list_tables",
    "List tables and views of a schema with row counts and owners.",
    { schema: text("Schema name.") },
    { claim: "reads" },
  ),
  defineTool(
    "describe_table",
    "Describe a table: columns, types, tags and freshness.",
    { table: text("schema.table.") },
    { claim: "reads" },
  ),
  defineTool(
    "run_query",
    "Run SQL against the warehouse and return up to 10,000 rows.",
    {
      sql: text("One statement in the warehouse's SQL dialect.", { maxLength: 50_000 }),
      warehouse: choice("Compute to use.", ["XS", "S", "M"]),
    },
    // Claims to read although any statement goes through.
    { required: ["sql"], claim: "reads" },
  ),
  defineTool(
    "export_result",
    "Export the result of a query to a bucket as Parquet or CSV.",
    {
      queryId: text("Query id."),
      destination: text("s3:// or gs:// path."),
      format: choice("File format.", ["parquet", "csv"]),
    },
    { claim: "adds" },
  ),
  defineTool(
    "drop_table",
    "Drop a table. Time travel keeps it for one day.",
    { table: text("schema.table."), confirm: flag("Must be true.") },
    { claim: "destroys" },
  ),
];
