import type { Evidence } from "./evidence.ts";
import type { ToolDefinition } from "./tool-definition.ts";
import { nameWords, strongest, verbOfName } from "./tool-verbs.ts";

type Parameter = { name: string; words: string; schema: Record<string, unknown> };

/** What a tool's parameters say that it can do: free text that runs, contents to write, actions to choose from. */
export function schemaEvidence(definition: ToolDefinition): Evidence[] {
  const parameters = parametersOf(definition.inputSchema);
  const about = `${definition.name} ${definition.description ?? ""}`;
  return [
    ...parameters.flatMap((parameter) => runnableEvidence(parameter, about)),
    ...parameters.flatMap(choiceEvidence),
    ...parameters.flatMap(switchEvidence),
    ...contentEvidence(parameters),
    ...addressEvidence(parameters),
  ];
}

/** Parameters of the input and of objects inside it, three levels down, 500 at most. */
export function parametersOf(schema: Record<string, unknown>): Parameter[] {
  const found: Parameter[] = [];
  const visit = (part: unknown, depth: number) => {
    if (!isObject(part) || depth > 3 || found.length >= 500) return;
    for (const [name, sub] of Object.entries(isObject(part.properties) ? part.properties : {})) {
      const own = isObject(sub) ? sub : {};
      found.push({ name, words: nameWords(name).join("_"), schema: own });
      visit(own, depth + 1);
      visit(own.items, depth + 1);
    }
    for (const key of ["anyOf", "oneOf", "allOf"]) {
      const branches = part[key];
      if (Array.isArray(branches)) for (const branch of branches) visit(branch, depth + 1);
    }
  };
  visit(schema, 0);
  return found.slice(0, 500);
}

const RUNNABLE =
  /^(?:(?:shell|bash|terminal)_?)?(?:command|cmd|shell|script|bash|command_line|cmdline|sql|sql_query|javascript|python|source_code|eval|code_to_run)$/;

function runnableEvidence({ name, words, schema }: Parameter, about: string): Evidence[] {
  const text = `${typeof schema.description === "string" ? schema.description : ""}`;
  const isFreeText = !Array.isArray(schema.enum) && schema.type !== "boolean" && schema.type !== "number";
  if (!isFreeText) return [];
  const isCode =
    words === "code" &&
    (text === "" || /\b(?:run|execut|script|javascript|python|snippet|program)/i.test(text));
  const isQuery =
    /^(?:query|statement|cypher|graphql)$/.test(words) &&
    /\b(?:sql|cypher|mutation|graphql|insert|update|delete)\b/i.test(`${text} ${about}`);
  if (!RUNNABLE.test(words) && !isCode && !isQuery) return [];
  return [evidence("schema-runs-text", "executes", `It takes "${name}", free text that is run.`)];
}

/** A parameter that chooses between actions makes the tool as strong as the strongest of them. */
function choiceEvidence({ name, words, schema }: Parameter): Evidence[] {
  if (!/^(?:method|action|operation|op|mode|event|verb|http_method)$/.test(words)) return [];
  const choices = Array.isArray(schema.enum)
    ? schema.enum.filter((choice) => typeof choice === "string")
    : [];
  const found = strongest(choices.flatMap((choice) => verbOfName(choice) ?? []));
  if (!found || found.deed === "reads") return [];
  return [evidence("schema-choice", found.deed, `Its parameter "${name}" can be set to "${found.verb}".`)];
}

function switchEvidence({ name, words }: Parameter): Evidence[] {
  if (
    !/^(?:force|overwrite|dry_run|confirm|confirmed|commit_message|new_content|new_text|old_string|new_string)$/.test(
      words,
    )
  )
    return [];
  return [
    evidence("schema-change", "changes_data", `Its parameter "${name}" only makes sense for a change.`),
  ];
}

function contentEvidence(parameters: Parameter[]): Evidence[] {
  const place = parameters.find(({ words }) =>
    /^(?:path|file|filename|file_name|file_path|filepath|destination|key|uri)$/.test(words),
  );
  const content = parameters.find(
    ({ words, schema }) =>
      /^(?:content|contents|text|body|edits|bytes|file_text)$/.test(words) && schema.type !== "boolean",
  );
  if (!place || !content) return [];
  return [evidence("schema-writes", "changes_data", `It takes "${content.name}" to put at "${place.name}".`)];
}

function addressEvidence(parameters: Parameter[]): Evidence[] {
  const address = parameters.find(({ words }) =>
    /^(?:url|uri|endpoint|webhook|webhook_url|callback_url)$/.test(words),
  );
  const load = parameters.find(({ words }) =>
    /^(?:body|payload|form|http_method|request_body|post_data)$/.test(words),
  );
  if (!address || !load) return [];
  return [
    evidence(
      "schema-sends",
      "changes_data",
      `It sends "${load.name}" to an address that the caller chooses.`,
    ),
  ];
}

function evidence(rule: string, impact: Evidence["impact"], words: string): Evidence {
  return { rule, impact, words, isAboutDeed: true };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
