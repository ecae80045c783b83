import { CalendarDays, Download } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ProblemState } from "#app/problem-state.tsx";
import { parseSort } from "#components/table/column.ts";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { ListNavigationProvider } from "#components/table/list-navigation.tsx";
import { parseTablePreferences, tableCookie } from "#components/table/table-preferences.ts";
import { buttonLook } from "#components/ui/button-look.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { answer, pageTime } from "#lib/doors/page.ts";
import { countCredentialDays } from "#lib/inventory/queries/count-credential-days.ts";
import { listCredentials } from "#lib/inventory/queries/list-credentials.ts";
import { listServerTeams } from "#lib/inventory/queries/list-server-teams.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { InventoryTabs } from "../inventory-tabs.tsx";
import { type SearchParams, toUrlSearch } from "../servers/read-list-search.ts";
import { CredentialTable } from "./credential-table.tsx";
import { MonthCalendar } from "./month-calendar.tsx";
import {
  CREDENTIAL_FILTERS,
  credentialsHref,
  readCredentialsSearch,
  withTeams,
} from "./read-credentials-search.ts";

export const metadata: Metadata = { title: "Credentials" };

/** What servers sign in with, by when it ends: as a list, or as a calendar. */
export default async function CredentialsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = toUrlSearch(await searchParams);
  const isCalendar = search.get("view") === "calendar";
  const found = await answer((actor) => gather(actor, search, isCalendar));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { page, calendar, isFiltered, sort, teams } = found.data;
  const now = pageTime();
  const files = new URLSearchParams(search);
  for (const name of ["view", "month", "cursor"]) files.delete(name);
  return (
    <ListNavigationProvider>
      <PageHeader
        title="Credentials"
        sentence="What servers sign in with, and until when. Steward keeps facts about credentials, never their values."
        actions={
          <>
            <a href={`/credentials/export.csv?${files}`} download className={buttonLook()}>
              <Download aria-hidden="true" />
              Export CSV
            </a>
            <a href={`/credentials/calendar.ics?${files}`} download className={buttonLook()}>
              <CalendarDays aria-hidden="true" />
              Calendar file
            </a>
            {isCalendar ? (
              <LinkButton href={credentialsHref(search, { view: null, month: null })}>
                Show as a list
              </LinkButton>
            ) : (
              <LinkButton href={credentialsHref(search, CALENDAR)}>Show as a calendar</LinkButton>
            )}
          </>
        }
      />
      <InventoryTabs current="credentials" />
      {calendar !== null && (
        <>
          <div className="flex flex-wrap gap-2">
            <FilterBar fields={withTeams(CALENDAR_FILTERS, teams)} />
          </div>
          <MonthCalendar
            {...calendar}
            today={now.slice(0, 10)}
            monthHref={(month) => credentialsHref(search, { month })}
            dayHref={(day) => credentialsHref(search, { day, view: null, month: null })}
          />
        </>
      )}
      {page !== null && (
        <CredentialTable
          rows={page.items}
          isFiltered={isFiltered}
          filters={withTeams(CREDENTIAL_FILTERS, teams)}
          sort={parseSort(sort)}
          now={now}
          total={{ ...page.total, isCapped: page.total.isEstimate, noun: ["credential", "credentials"] }}
          firstHref={search.has("cursor") ? credentialsHref(search, { cursor: null }) : undefined}
          nextHref={
            page.nextCursor === null ? undefined : credentialsHref(search, { cursor: page.nextCursor })
          }
          preferences={parseTablePreferences((await cookies()).get(tableCookie("credentials"))?.value)}
        />
      )}
    </ListNavigationProvider>
  );
}

const CALENDAR = { view: "calendar", cursor: null, sort: null, window: null, state: null, day: null };

/** A calendar shows active credentials of one month: neither their state nor a window is a question there. */
const CALENDAR_FILTERS = CREDENTIAL_FILTERS.filter(({ param }) => !["window", "state"].includes(param));

async function gather(actor: PersonActor, search: URLSearchParams, isCalendar: boolean) {
  const { question, month, isFiltered } = readCredentialsSearch(search, actor.userId);
  const shared = { isFiltered, sort: question.sort, teams: await listServerTeams(actor, {}) };
  if (!isCalendar) {
    const page = await listCredentials(actor, { ...question, cursor: search.get("cursor") ?? undefined });
    return { page, calendar: null, ...shared };
  }
  const { kind, keptIn, team, answererId } = question;
  const calendar = await countCredentialDays(actor, { kind, keptIn, team, answererId, month });
  return { page: null, calendar, ...shared };
}
