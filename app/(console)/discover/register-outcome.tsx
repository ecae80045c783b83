import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RegisteredCandidate } from "#lib/discovery/commands/register-candidates.ts";

export interface RegisterOutcomeOf {
  message: string;
  rows: readonly RegisteredCandidate[];
}

/** What was done with the candidates that were selected; of each that was to be registered its server, or why there is none. */
export function RegisterOutcome(props: { outcome: RegisterOutcomeOf | null; onClose: () => void }) {
  const { outcome } = props;
  return (
    <div role="status" className="contents">
      {outcome !== null && (
        <Callout
          meaning={outcome.rows.every((row) => row.slug !== null) ? "good" : "warning"}
          title={outcome.message}
          actions={
            <Button size="small" onClick={props.onClose}>
              Close
            </Button>
          }
        >
          {outcome.rows.length > 0 && (
            <ul className="max-h-64 overflow-y-auto leading-6">
              {outcome.rows.map(({ candidateId, name, slug, reason }) => (
                <li key={candidateId}>
                  {slug === null ? (
                    `${name}: ${reason}`
                  ) : (
                    <TextLink href={`/servers/${slug}`} className="inline-block min-h-6">
                      {name}
                    </TextLink>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Callout>
      )}
    </div>
  );
}
