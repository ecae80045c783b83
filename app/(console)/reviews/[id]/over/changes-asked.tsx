import { ProblemState } from "#app/problem-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { answer } from "#lib/doors/page.ts";
import { listAskedChanges } from "#lib/reviews/queries/list-asked-changes.ts";
import { AskedChanges } from "../../asked-changes.tsx";

/** What the review asks others to change, and what became of it since. Nothing where it asks for nothing. */
export async function ChangesAsked(props: { campaignId: string; cursor: string | undefined; now: string }) {
  const { campaignId, cursor, now } = props;
  const found = await answer((actor) => listAskedChanges(actor, { campaignId, cursor }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { items, nextCursor, counts } = found.data;
  if (counts === null || counts.all === 0) return null;
  const ended = counts.all - counts.open - counts.done - counts.declined;
  const parts = [
    `${counts.open.toLocaleString("en")} open`,
    `${counts.done.toLocaleString("en")} done`,
    `${counts.declined.toLocaleString("en")} declined`,
    ...(ended === 0 ? [] : [`${ended.toLocaleString("en")} that need nothing any more`]),
  ];
  return (
    <Section
      id="changes"
      title="Changes asked of others"
      description={`${parts.join(", ")}. Steward cannot carry these out: whoever answers for the server does. What becomes of them after the close is here and in the audit trail, not in the evidence.`}
      flush
    >
      <AskedChanges changes={items} on="review" now={now} />
      {nextCursor !== null && (
        <div className="border-line border-t px-4 py-2.5 print:hidden">
          <LinkButton href={`/reviews/${campaignId}?changes=${nextCursor}#changes`} size="small">
            Next changes
          </LinkButton>
        </div>
      )}
    </Section>
  );
}
