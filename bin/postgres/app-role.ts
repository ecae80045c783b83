import type { Client } from "pg";
import { escapeLiteral } from "pg";
import { errorCode, Problem } from "../up/problem.ts";
import { scramVerifier } from "./scram-verifier.ts";

/** The role of every application process: owns nothing, cannot bypass row security. */
export const APP_ROLE = "steward_app";

/** Creates the role without the right to log in, when it is missing: migrations grant to it. */
export async function ensureAppRole(client: Client): Promise<void> {
  const { rows } = await client.query("select rolsuper, rolbypassrls from pg_roles where rolname = $1", [
    APP_ROLE,
  ]);
  if (rows[0]?.rolsuper || rows[0]?.rolbypassrls) {
    throw new Problem(
      `Role ${APP_ROLE} can bypass row security, which keeps organizations apart. ` +
        `Take that away: alter role ${APP_ROLE} nosuperuser nobypassrls;`,
    );
  }
  if (rows.length > 0) return;
  try {
    await client.query(
      `create role ${APP_ROLE} nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit`,
    );
  } catch (cause) {
    // Another database of the same server may have been quicker: roles belong to the whole server.
    if (errorCode(cause) === "42710" || errorCode(cause) === "23505") return;
    throw cannotManage(cause);
  }
}

/** Lets the role log in with this password; the server is only told its SCRAM verifier. */
export async function setAppRolePassword(client: Client, password: string): Promise<void> {
  try {
    await client.query(`alter role ${APP_ROLE} login password ${escapeLiteral(scramVerifier(password))}`);
  } catch (cause) {
    throw cannotManage(cause);
  }
}

/** The application's connection to the same server and database as the owner's. */
export function appUrlFrom(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = password;
  return url.href;
}

function cannotManage(cause: unknown): Problem {
  return new Problem(
    `The user in DATABASE_URL may not manage roles. Ask the server's administrator to run ` +
      `"create role ${APP_ROLE} login password '...'", then set DATABASE_APP_URL to that role's connection.\n` +
      `  ${String(cause)}`,
    { cause },
  );
}
