import { asOwner } from "./owner-connection.ts";

/** A row that cannot be written while `work` runs, whatever the reason: the database fails at it. */
export async function withBadRow<Result>(
  table: "request" | "grants" | "break_glass",
  id: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await asOwner(`
    create function fail_at_bad_row() returns trigger language plpgsql as $$
      begin raise exception 'a bad row'; end $$;
    create trigger a_bad_row before update on ${table}
      for each row when (old.${table === "break_glass" ? "request_id" : "id"} = '${id}') execute function fail_at_bad_row()`);
  try {
    return await work();
  } finally {
    await asOwner(`drop trigger a_bad_row on ${table}; drop function fail_at_bad_row()`);
  }
}
