import { Client } from "pg";
import { translateDatabaseError } from "./database-error.ts";
import { env } from "./env.ts";
import { beginAs } from "./tenant-client.ts";

const CONNECT_TIMEOUT_MS = 2_000;

export interface DirectSettings {
  /** Milliseconds after which a statement that was not answered counts as failed, whatever became of it. */
  answerTimeoutMs: number;
  /** Called for each notification on the channels listened to. */
  onNotification?: (payload: string) => void;
}

/** A statement in a transaction of one organization. */
export type Ask = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/**
 * One connection of its own, as the application's role, for what Prisma's pool cannot do: to be notified, and to read
 * many rows as they were at one moment. For stores only. A connection that failed is closed, and a new one is opened.
 */
export class DirectConnection {
  readonly #client: Client;
  #isLost = false;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** @throws AppError `unavailable` when the database cannot be reached */
  static async open({ answerTimeoutMs, onNotification }: DirectSettings): Promise<DirectConnection> {
    const client = new Client({
      connectionString: env().DATABASE_APP_URL,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: answerTimeoutMs,
      keepAlive: true,
      options: `-c jit=off -c statement_timeout=${answerTimeoutMs} -c idle_in_transaction_session_timeout=60000`,
    });
    const connection = new DirectConnection(client);
    client.on("error", () => {
      connection.#isLost = true;
    });
    client.on("end", () => {
      connection.#isLost = true;
    });
    if (onNotification !== undefined) {
      client.on("notification", ({ payload = "" }) => onNotification(payload));
    }
    try {
      await client.connect();
    } catch (error) {
      connection.close();
      throw translateDatabaseError(error);
    }
    return connection;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** A statement outside any organization: row-level security shows nothing but what look-up functions answer. */
  async ask<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.#client.query<Row>(text, [...values]);
      return rows;
    } catch (error) {
      this.#isLost = true;
      throw translateDatabaseError(error);
    }
  }

  /** Read-only, as one organization; every statement sees the same moment. A failure closes the connection. */
  async readAs<T>(organizationId: string, work: (ask: Ask) => Promise<T>): Promise<T> {
    try {
      await this.#client.query(beginAs({ organizationId, mode: "read" }, "isolation level repeatable read "));
      const result = await work((text, values) => this.ask(text, values));
      await this.#client.query("commit");
      return result;
    } catch (error) {
      this.close();
      throw translateDatabaseError(error);
    }
  }

  /** The same for one statement without parameters, in one message. */
  async readOnceAs<Row extends object>(organizationId: string, text: string): Promise<Row[]> {
    const begin = beginAs({ organizationId, mode: "read" }, "isolation level repeatable read ");
    try {
      // Of several statements the driver gives a list of results, which its types do not know.
      const results = (await this.#client.query(`${begin}; ${text}; commit`)) as unknown as { rows: Row[] }[];
      return results.at(-2)?.rows ?? [];
    } catch (error) {
      this.close();
      throw translateDatabaseError(error);
    }
  }

  close(): void {
    this.#isLost = true;
    void this.#client.end().catch(() => {});
  }
}
