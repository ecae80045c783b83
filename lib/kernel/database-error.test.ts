import { describe, expect, test } from "vitest";
import { AppError } from "./app-error.ts";
import { translateDatabaseError } from "./database-error.ts";

/** As Prisma 7 with the pg adapter throws them, taken from a running PostgreSQL 18. */
function prisma(code: string, cause: object, message = "Invalid `prisma` invocation"): Error {
  const driverAdapterError = Object.assign(new Error("adapter"), { name: "DriverAdapterError", cause });
  return Object.assign(new Error(message), {
    name: "PrismaClientKnownRequestError",
    code,
    meta: { driverAdapterError },
  });
}

function reported(sqlState: string, words: string, more: object = {}): object {
  return { originalCode: sqlState, originalMessage: words, kind: "postgres", code: sqlState, ...more };
}

const unique = reported("23505", 'duplicate key value violates unique constraint "users_pkey"', {
  kind: "UniqueConstraintViolation",
});
const serialization = reported("40001", "could not serialize access due to concurrent update", {
  kind: "TransactionWriteConflict",
});
const password = reported("28P01", 'password authentication failed for user "steward_app"', {
  kind: "AuthenticationFailed",
});
const nobodyThere = { kind: "DatabaseNotReachable", host: "127.0.0.1", port: 1 };
const TEXT_WITH_CODES = "0198c0de-0812-7001-8000-233000008123 40001 53300 23505 P1001 57P01";

describe("what the database says becomes", () => {
  test.each<[string, Error, AppError["code"]]>([
    ["unique, by model", prisma("P2002", unique), "conflict"],
    ["unique, in SQL", prisma("P2010", unique), "conflict"],
    ["serialization, by model", prisma("P2034", serialization), "conflict"],
    ["serialization, in SQL", prisma("P2010", serialization), "conflict"],
    ["deadlock", prisma("P2010", reported("40P01", "deadlock detected")), "conflict"],
    ["lock timeout", prisma("P2039", reported("55P03", "canceling statement")), "conflict"],
    ["nobody there, in SQL", prisma("P2010", nobodyThere), "unavailable"],
    ["nobody there, at a transaction's begin", prisma("P1001", nobodyThere), "unavailable"],
    ["connection closed", prisma("P2010", { kind: "ConnectionClosed" }), "unavailable"],
    [
      "ended by an administrator",
      prisma("P2010", reported("57P01", "terminating connection")),
      "unavailable",
    ],
    ["starting up", prisma("P2010", reported("57P03", "the database system is starting up")), "unavailable"],
    ["too many connections", prisma("P2010", { originalCode: "53300" }), "unavailable"],
    ["connection exception", prisma("P2010", reported("08006", "connection failure")), "unavailable"],
    ["wrong password, in SQL", prisma("P2010", password), "unavailable"],
    ["wrong password, at a transaction's begin", prisma("P1000", password), "unavailable"],
    ["no such database", prisma("P2010", reported("3D000", 'database "x" does not exist')), "unavailable"],
    [
      "no connection free for a transaction",
      Object.assign(new Error("Transaction API error: Unable to start a transaction in the given time."), {
        name: "PrismaClientKnownRequestError",
        code: "P2028",
        meta: {},
      }),
      "unavailable",
    ],
    ["no connection free", new Error("timeout exceeded when trying to connect"), "unavailable"],
    ["connection lost", new Error("Connection terminated unexpectedly"), "unavailable"],
    [
      "the socket's own error",
      Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), {
        code: "ECONNREFUSED",
        syscall: "connect",
      }),
      "unavailable",
    ],
    [
      "the driver's own error",
      Object.assign(new Error("deadlock detected"), { severity: "ERROR", code: "40P01" }),
      "conflict",
    ],
    ["an error wrapped in another", new Error("outer", { cause: prisma("P2002", unique) }), "conflict"],
  ])("%s", (_case, error, code) => {
    expect(translateDatabaseError(error)).toMatchObject({ name: "AppError", code, cause: error });
  });

  test.each([
    ["a raised guard", "nobody_decides_their_own_request: the requester may not"],
    ["a check", 'new row for relation "x" violates check constraint "nobody_decides_their_own_request"'],
  ])("refused, in words a person can act on: %s", (_case, words) => {
    expect(translateDatabaseError(prisma("P2039", reported("23514", words)))).toMatchObject({
      code: "refused",
      publicMessage: "You asked for this, so someone else must decide it.",
    });
  });
});

describe("what the operator reads", () => {
  test("of a wrong password says which setting to correct, and the person at the browser is not told", () => {
    const error = translateDatabaseError(prisma("P1000", password)) as AppError;
    expect(error.detail).toContain("DATABASE_APP_URL");
    expect(error.detail).toContain('password authentication failed for user "steward_app"');
    expect(error.publicMessage).not.toContain("steward_app");
  });
});

describe("left as they are", () => {
  test.each<[string, unknown]>([
    ["a bug that names an id with such digits", new TypeError(`cannot read ${TEXT_WITH_CODES}`)],
    ["a bug that quotes what a database says", new Error("no Connection terminated here")],
    ["a code of another kind", Object.assign(new Error("x"), { code: "23505" })],
    [
      "a check of ours whose row holds such text",
      prisma("P2039", reported("23514", 'violates check constraint "other"', { detail: TEXT_WITH_CODES })),
    ],
    [
      "a row that holds a guard's name",
      prisma(
        "P2039",
        reported("23514", 'violates check constraint "other"', { detail: "(grant_needs_its_approval)" }),
      ),
    ],
    ["a value the query cannot hold", prisma("P2010", reported("22P02", TEXT_WITH_CODES))],
    ["what is no error", TEXT_WITH_CODES],
  ])("%s", (_case, error) => {
    expect(translateDatabaseError(error)).toBe(error);
  });

  test("an answer that was given already", () => {
    const error = new AppError("not_found", "40001");
    expect(translateDatabaseError(error)).toBe(error);
  });
});
