import { Client } from "pg";

type Query = (this: Client, ...args: unknown[]) => unknown;

/**
 * Runs `work` and takes its database connection away before the statement with this number, or right after that was
 * sent, as a process that is killed there would: PostgreSQL sees a client that is gone. Gives whether so many
 * statements were reached at all, and how many there were; they are counted over all connections.
 */
export async function cutConnection(
  cut: { at: number; when: "before" | "after" },
  work: () => Promise<unknown>,
): Promise<{ isReached: boolean; statements: number; error: unknown }> {
  const original = Client.prototype.query as unknown as Query;
  let count = 0;
  const counted: Query = function (this: Client, ...args) {
    count += 1;
    if (count !== cut.at) return original.apply(this, args);
    // A public field of pg's client that its types leave out.
    const { connection } = this as unknown as { connection: { stream: { destroy(): void } } };
    if (cut.when === "before") connection.stream.destroy();
    const answer = original.apply(this, args);
    if (cut.when === "after") setImmediate(() => connection.stream.destroy());
    return answer;
  };
  Client.prototype.query = counted as unknown as typeof Client.prototype.query;
  try {
    await work();
    return { isReached: count >= cut.at, statements: count, error: null };
  } catch (error) {
    return { isReached: count >= cut.at, statements: count, error };
  } finally {
    Client.prototype.query = original as unknown as typeof Client.prototype.query;
  }
}
