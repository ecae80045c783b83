import type { Command } from "commander";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { operatorActor } from "#lib/identity/operator.ts";
import { listTokens } from "#lib/identity/queries/list-tokens.ts";
import { TOKEN_SCOPES, type TokenScope } from "#lib/kernel/actor.ts";
import { aligned, answer, UsageError, wholeNumber } from "./output.ts";

interface CreateOptions {
  name: string;
  scopes: string;
  days: string;
  as?: string;
  json?: boolean;
}

/** `token create` and `token list`. */
export function tokenCommands(program: Command): void {
  const token = program.command("token").description("service tokens for programs");
  token
    .command("create")
    .description("make a service token and print it, once")
    .requiredOption("--name <name>", "what it is for")
    .requiredOption("--scopes <a,b>", `any of ${TOKEN_SCOPES.join(", ")}`)
    .requiredOption("--days <n>", "days until it expires, at most 180")
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON")
    .action(create);
  token
    .command("list")
    .description("service tokens and when they expire")
    .option("--as <email>", "the person in whose name; default: the first administrator")
    .option("--json", "answer as JSON")
    .action(list);
}

async function create({ name, scopes, days, as, json }: CreateOptions): Promise<void> {
  const asked = { name, scopes: parseScopes(scopes), days: wholeNumber("--days", days) };
  const made = await createToken(await operatorActor(as), asked);
  answer(json, { id: made.tokenId, token: made.secret, expiresAt: made.expiresAt }, () => [
    made.secret,
    "",
    `Expires ${made.expiresAt.slice(0, 10)}. It is not shown again: keep it where secrets are kept.`,
  ]);
}

async function list({ as, json }: { as?: string; json?: boolean }): Promise<void> {
  const tokens = await listTokens(await operatorActor(as), {});
  answer(json, tokens, () => {
    if (tokens.length === 0) return ["There are no service tokens."];
    const rows = tokens.map((one) => [
      one.name,
      `…${one.hint}`,
      one.status,
      one.expiresAt.slice(0, 10),
      one.scopes.join(","),
    ]);
    return aligned([["NAME", "ENDS", "STATUS", "EXPIRES", "SCOPES"], ...rows]);
  });
}

function parseScopes(text: string): TokenScope[] {
  return text.split(",").map((part) => {
    const scope = TOKEN_SCOPES.find((known) => known === part.trim());
    if (scope === undefined)
      throw new UsageError(`"${part}" is no scope. There are: ${TOKEN_SCOPES.join(", ")}.`);
    return scope;
  });
}
