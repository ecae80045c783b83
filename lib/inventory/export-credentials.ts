import type { Actor } from "../kernel/actor.ts";
import { type CsvCell, csvCutOff, csvLines } from "../kernel/csv.ts";
import { type CalendarEntry, writeCalendar } from "./calendar-file.ts";
import { recordCredentialsExport } from "./commands/record-credentials-export.ts";
import type { ListCredentialsInput } from "./credential-input.ts";
import { type CredentialListItem, listCredentials } from "./queries/list-credentials.ts";

/** Credentials in one file at most. */
const CSV_ROWS_MAX = 100_000;
const CALENDAR_ROWS_MAX = 5_000;
/** Ends that a calendar looks back on: what was missed lately is in it, and does not crowd out what comes. */
const CALENDAR_PAST_DAYS = 30;
const DAY_MS = 86_400_000;
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

/**
 * The ends of active credentials as an iCalendar file, from 30 days ago on: the soonest 5,000, and the file says so when
 * there are more. `origin` is where Steward's pages are.
 */
export async function exportCredentialsCalendar(
  actor: Actor,
  question: CredentialQuestion,
  { origin, now }: { origin: string; now: Date },
): Promise<string> {
  const endsFrom = new Date(now.getTime() - CALENDAR_PAST_DAYS * DAY_MS).toISOString();
  const asked: CredentialQuestion = { ...question, state: ["active"], sort: "expiry", endsFrom };
  await recordCredentialsExport(actor, { format: "ics", search: searchOf(asked) });
  const entries: CalendarEntry[] = [];
  for await (const items of batches(actor, asked)) {
    entries.push(...items.flatMap((item) => calendarEntry(item, origin)));
    // Those without an end come last, and are no entry.
    if (entries.length > CALENDAR_ROWS_MAX || items.at(-1)?.expiresAt === null) break;
  }
  const isCut = entries.length > CALENDAR_ROWS_MAX;
  const note = isCut
    ? `Only the soonest ${CALENDAR_ROWS_MAX} are in this file. Filter, and export again.`
    : "";
  return writeCalendar(entries.slice(0, CALENDAR_ROWS_MAX), now, note);
}

function calendarEntry({ id, name, server, expiresAt }: CredentialListItem, origin: string): CalendarEntry[] {
  const url = `${origin}/credentials/${id}`;
  return expiresAt === null ? [] : [{ id, name, server: server.name, url, expiresAt: new Date(expiresAt) }];
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
