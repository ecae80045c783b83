import type { Actor } from "../kernel/actor.ts";
import { type CsvCell, csvCutOff, csvLines } from "../kernel/csv.ts";
import { writeCalendar } from "./calendar-file.ts";
import { recordCredentialsExport } from "./commands/record-credentials-export.ts";
import type { ListCredentialsInput } from "./credential-input.ts";
import { type CredentialListItem, listCredentials } from "./queries/list-credentials.ts";

/** Credentials in one file at most. */
const CSV_ROWS_MAX = 100_000;
const CALENDAR_ROWS_MAX = 5_000;
const BATCH_ROWS = 1_000;

export type CredentialQuestion = Partial<Omit<ListCredentialsInput, "cursor" | "limit">>;

const CSV_COLUMNS = [
  "name",
  "kind",
  "status",
  "server",
  "team",
  "owner",
  "issuer",
  "kept_in",
  "place",
  "issued_at",
  "expires_at",
  "last_rotated_at",
  "last_used_at",
  "id",
];

/** What a question about credentials finds, as CSV in batches; in the trail before the first row is read. */
export async function exportCredentialsCsv(
  actor: Actor,
  question: CredentialQuestion,
): Promise<AsyncGenerator<string>> {
  await recordCredentialsExport(actor, { format: "csv", search: searchOf(question) });
  return pieces();

  async function* pieces(): AsyncGenerator<string> {
    yield csvLines([CSV_COLUMNS]);
    let count = 0;
    for await (const items of batches(actor, question)) {
      const kept = items.slice(0, CSV_ROWS_MAX - count);
      yield csvLines(kept.map(csvCells));
      count += items.length;
      if (count > CSV_ROWS_MAX) {
        const reason = `only the first ${CSV_ROWS_MAX} credentials are in this file. Filter, and export again.`;
        yield csvCutOff(reason, CSV_COLUMNS);
        return;
      }
    }
  }
}

/** The ends of active credentials as an iCalendar file, the soonest 5,000. `origin` is where Steward's pages are. */
export async function exportCredentialsCalendar(
  actor: Actor,
  question: CredentialQuestion,
  { origin, now }: { origin: string; now: Date },
): Promise<string> {
  const asked: CredentialQuestion = { ...question, state: ["active"], sort: "expiry" };
  await recordCredentialsExport(actor, { format: "ics", search: searchOf(asked) });
  const found: CredentialListItem[] = [];
  for await (const items of batches(actor, asked)) {
    found.push(...items);
    if (found.length >= CALENDAR_ROWS_MAX) break;
  }
  const entries = found.slice(0, CALENDAR_ROWS_MAX).flatMap(({ id, name, server, expiresAt }) => {
    const url = `${origin}/credentials/${id}`;
    return expiresAt === null ? [] : [{ id, name, server: server.name, url, expiresAt: new Date(expiresAt) }];
  });
  return writeCalendar(entries, now);
}

async function* batches(actor: Actor, question: CredentialQuestion) {
  let cursor: string | undefined;
  do {
    const page = await listCredentials(actor, { ...question, cursor, limit: BATCH_ROWS });
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

function csvCells(item: CredentialListItem): CsvCell[] {
  const { name, kind, status, server, owner, issuer, keptIn, place } = item;
  const { issuedAt, expiresAt, lastRotatedAt, lastUsedAt, id } = item;
  return [
    ...[name, kind, status, server.name, server.team, owner?.name ?? null, issuer, keptIn, place],
    ...[issuedAt, expiresAt, lastRotatedAt, lastUsedAt, id],
  ];
}

function searchOf(question: CredentialQuestion): string {
  return JSON.stringify(question).slice(0, 2_000);
}
