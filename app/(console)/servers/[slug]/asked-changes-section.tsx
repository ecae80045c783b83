import { Section } from "#components/ui/section.tsx";
import type { AskedChange } from "../../reviews/asked-changes.tsx";
import { AskedChanges } from "../../reviews/asked-changes.tsx";

/** What reviews ask of whoever answers for this server, until it is done or declined. Nothing where nothing waits. */
export function AskedChangesSection(props: {
  changes: readonly AskedChange[];
  hasMore: boolean;
  now: string;
}) {
  const { changes, hasMore, now } = props;
  if (changes.length === 0) return null;
  return (
    <Section
      id="changes"
      title="Changes that reviews ask for"
      description={`Whoever answers for the server does them, or declines them for a reason.${hasMore ? ` The first ${changes.length}; answer these, and the next are here.` : ""}`}
      flush
    >
      <AskedChanges changes={changes} on="server" now={now} />
    </Section>
  );
}
