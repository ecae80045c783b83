import { AppError } from "./app-error.ts";

/** What the database's own guards say, in words a person can act on. */
const GUARDS: Record<string, string> = {
  nobody_decides_their_own_request: "You asked for this, so someone else must decide it.",
  nobody_decides_what_benefits_them: "This would benefit you, so someone else must decide it.",
  only_approvers_of_the_stage_decide: "Only an active approver of this stage can decide it.",
  only_pending_requests_are_decided: "This request is no longer waiting for a decision.",
  grant_needs_its_approval: "A grant needs an approved request for exactly what it grants.",
  grant_revoked_is_final: "This grant is revoked, and that is final. Ask for a new approval instead.",
  tool_grant_comes_from_approval: "A tool is enabled only through an approved request.",
  server_owners_differ: "The owner and the backup owner must be two people.",
  service_token_lives_at_most_180_days: "A service token may live 180 days at most.",
};

const UNREACHABLE =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|57P0[123]|08\d{3}|53300|P1001|P1002|P1008|P1017|P2024|Connection terminated|timeout exceeded when trying to connect|Can't reach database|the database system is (starting up|shutting down|in recovery)/;
const LOST_RACE = /P2002|P2034|40001|40P01|55P03|23505/;

/** Turns what Prisma or PostgreSQL threw into an AppError; leaves an AppError as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const text = explain(error);
  const guard = Object.keys(GUARDS).find((name) => text.includes(name));
  if (guard !== undefined)
    return new AppError("refused", GUARDS[guard] ?? "", { cause: error, detail: text });
  if (LOST_RACE.test(text)) {
    return new AppError("conflict", "Somebody else did this at the same time. Reload and try again.", {
      cause: error,
      detail: text,
    });
  }
  if (UNREACHABLE.test(text)) {
    return new AppError(
      "unavailable",
      "The database cannot be reached right now. Nothing was changed; try again.",
      {
        cause: error,
        detail: text,
      },
    );
  }
  return error;
}

/** Every code and message along the chain of causes; Prisma buries the PostgreSQL code in `meta`. */
function explain(error: unknown): string {
  const parts: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    const { code, meta } = current as Error & { code?: unknown; meta?: unknown };
    parts.push(String(code ?? ""), current.message, meta === undefined ? "" : safeJson(meta));
    current = current.cause;
  }
  return parts.join(" ");
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
