import { CodeBlock } from "#components/ui/code-block.tsx";
import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import { unmasked } from "#lib/inventory/unmasked.ts";

/** A tool's definition as JSON, to the letter; characters that could mislead its reader are written as their code. */
export function DefinitionBlock({ definition, label }: { definition: ToolDefinition; label: string }) {
  return <CodeBlock code={unmasked(JSON.stringify(definition, null, 2))} label={label} />;
}
