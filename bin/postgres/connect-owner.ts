import { Client } from "pg";
import { errorCode, Problem } from "../up/problem.ts";

/** Connects as the owner. @throws Problem that says in words why the server cannot be used. */
export async function connectOwner(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection lost while idle is noticed by the next query; unheard, the event would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const where = `${client.host}:${client.port}`;
    throw new Problem(`${words(errorCode(cause), where, client)}\n  ${String(cause)}`, { cause });
  }
}

function words(code: string | undefined, where: string, { database, user }: Client): string {
  switch (code) {
    case "ECONNREFUSED":
    case "ENOTFOUND":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
      return `No PostgreSQL server answers at ${where}. Check DATABASE_URL and that the server runs.`;
    case "28P01":
    case "28000":
      return `PostgreSQL at ${where} refused user ${user}. Check the user and password in DATABASE_URL.`;
    case "3D000":
      return `PostgreSQL at ${where} has no database ${database}. Create it, or correct DATABASE_URL.`;
    default:
      return `PostgreSQL at ${where} could not be used.`;
  }
}
