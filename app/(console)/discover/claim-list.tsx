import { Radar } from "lucide-react";
import { ProblemState } from "#app/problem-state.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { SearchBox } from "#components/table/search-box.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { InlineList } from "#components/ui/inline-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Status } from "#components/ui/status.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Time } from "#components/ui/time.tsx";
import { clientName } from "#lib/discovery/client-name.ts";
import {
  type ClaimableItem,
  listClaimableCandidates,
} from "#lib/discovery/queries/list-claimable-candidates.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { claimCandidateAction } from "./actions.ts";
import { EndClaimDialog } from "./end-claim-dialog.tsx";

/** What was found and nobody governs, for people who may say that one of them is theirs. */
export async function ClaimList({ search }: { search: URLSearchParams }) {
  const q = search.get("q") ?? "";
  const cursor = search.get("cursor") ?? undefined;
  const found = await answer((actor) =>
    listClaimableCandidates(actor, { search: q, ...(cursor === undefined ? {} : { cursor }) }),
  );
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { items, nextCursor } = found.data;
  const now = pageTime();
  return (
    <>
      <PageHeader
        title="Discover"
        sentence="Servers that were found in use and that nobody answers for. Is one of them yours?"
      />
      <SearchBox label="Search what was found" placeholder="Name, package or address" defaultValue={q} />
      {items.length === 0 ? (
        <EmptyState
          icon={<Radar />}
          title={q === "" ? "Everything that was found is governed" : "Nothing matches"}
        >
          {q === "" ? "What is found next is listed here." : "Try a part of the name."}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-large border border-line bg-surface">
          {items.map((item) => (
            <li key={item.id} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-56">
                <p className="break-words font-strong">{item.name}</p>
                <p className="break-all text-ink-muted text-small">
                  {item.packageName ?? item.host ?? "A command on somebody's machine"}, last seen{" "}
                  <Time at={item.lastSeenAt} now={now} />
                </p>
              </div>
              <InlineList
                items={item.clients.map((client) => ({ key: client, item: <Tag>{clientName(client)}</Tag> }))}
              />
              <Claim item={item} personId={found.actor.userId} />
            </li>
          ))}
        </ul>
      )}
      {nextCursor !== null && (
        <nav aria-label="Pages" className="flex justify-end">
          <LinkButton href={`/discover?${nextPage(q, nextCursor)}`}>Next page</LinkButton>
        </nav>
      )}
    </>
  );
}

function Claim({ item, personId }: { item: ClaimableItem; personId: string }) {
  if (item.claimedBy?.id === personId) {
    return (
      <span className="flex items-center gap-2">
        <Status meaning="notice">An administrator decides</Status>
        <EndClaimDialog candidateId={item.id} isOwn />
      </span>
    );
  }
  return (
    <FormDialog
      action={claimCandidateAction}
      label="This is mine"
      buttonSize="small"
      disabledReason={
        item.claimedBy === null
          ? undefined
          : `${item.claimedBy.name} has claimed it; an administrator decides.`
      }
      title={`${item.name} is yours?`}
      description="An administrator registers it with you as its owner: from then on you answer for it."
      size="small"
      submitLabel="It is mine"
    >
      <input type="hidden" name="candidateId" value={item.id} />
      <Textarea name="reason" label="What it is for, and how you know it" rows={3} />
    </FormDialog>
  );
}

function nextPage(q: string, cursor: string): URLSearchParams {
  return new URLSearchParams({ ...(q === "" ? {} : { q }), cursor });
}
