import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { buttonLook } from "#components/ui/button-look.ts";
import type { EvidenceFile } from "#lib/reviews/evidence-input.ts";

const LABELS: readonly [EvidenceFile, string][] = [
  ["pdf", "Report (PDF)"],
  ["csv", "Export evidence (CSV)"],
  ["json", "Export evidence (JSON)"],
];

/** Links to the files, which the browser saves while they are made. That one was taken is itself on the record. */
export function ExportEvidence({ campaignId, allowed }: { campaignId: string; allowed: true | string }) {
  return LABELS.map(([format, label]) =>
    allowed === true ? (
      <a key={format} href={`/reviews/${campaignId}/evidence/${format}`} className={buttonLook()}>
        <Download aria-hidden="true" />
        {label}
      </a>
    ) : (
      <Button key={format} icon={<Download aria-hidden="true" />} disabledReason={allowed}>
        {label}
      </Button>
    ),
  );
}
