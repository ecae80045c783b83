import { SEVERITY_MEANINGS } from "#app/severity-badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";
import { placeOfFix } from "./place-of-fix.ts";

/** What is wrong and how to put it right, with a way there. */
export function FindingCallout({ finding, slug }: { finding: ServerFinding; slug: string }) {
  const place = placeOfFix(finding, slug);
  return (
    <Callout
      meaning={SEVERITY_MEANINGS[finding.severity]}
      title={finding.summary}
      actions={
        place && (
          <LinkButton href={place.href} size="small">
            {place.label}
          </LinkButton>
        )
      }
    >
      {finding.fix}
    </Callout>
  );
}
