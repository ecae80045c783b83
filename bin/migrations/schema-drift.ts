import { NO_FILTERS } from "./apply-migrations.ts";
import { readSchema } from "./read-prisma-directory.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/**
 * The SQL that would turn a migrated database into what `prisma/schema` says; empty when they agree. Policies,
 * triggers, checks and partial indexes are outside Prisma's language and are not compared here.
 */
export async function schemaDrift(ownerUrl: string, prismaDirectory: string): Promise<string> {
  const schema = await readSchema(prismaDirectory);
  let difference = "";
  const { engine, close } = await openSchemaEngine(ownerUrl, schema, (send, script) => send(script));
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files: toFiles(schema), configDir: prismaDirectory },
      to: { tag: "schemaDatamodel", files: toFiles(schema) },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    });
    difference = stdout ?? "";
  } finally {
    await close();
  }
  const statements = difference.split("\n").filter((line) => !line.startsWith("--") && line.trim() !== "");
  return statements.join("\n");
}

function toFiles(schema: [path: string, content: string][]) {
  return schema.map(([path, content]) => ({ path, content }));
}
