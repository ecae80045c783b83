"use client";

import { Download } from "lucide-react";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";

type Format = "json" | "csv" | "pdf";

const LABELS: Record<Format, string> = {
  pdf: "Report (PDF)",
  csv: "Export evidence (CSV)",
  json: "Export evidence (JSON)",
};

/** Asks for the evidence pack and saves it as a file. That it was taken is itself on the record. */
export function ExportEvidence(props: { campaignId: string; allowed: true | string }) {
  return (
    <>
      <ExportButton {...props} format="pdf" />
      <ExportButton {...props} format="csv" />
      <ExportButton {...props} format="json" />
    </>
  );
}

interface ButtonProps {
  campaignId: string;
  allowed: true | string;
  format: Format;
}

function ExportButton({ campaignId, allowed, format }: ButtonProps) {
  const [isPending, startTransition] = useTransition();
  const toast = useToast();

  function download() {
    startTransition(async () => {
      const problem = await saveEvidence(campaignId, format).catch(
        () => "The evidence could not be fetched. Check the connection and try again.",
      );
      if (problem === null)
        toast({ title: format === "pdf" ? "The report is saved" : "The evidence is saved" });
      else toast({ title: problem, meaning: "danger" });
    });
  }
  return (
    <Button
      icon={<Download aria-hidden="true" />}
      isPending={isPending}
      disabledReason={allowed === true ? undefined : allowed}
      onClick={download}
    >
      {LABELS[format]}
    </Button>
  );
}

/** Null when it is saved, or a sentence that says why not. */
async function saveEvidence(campaignId: string, format: Format): Promise<string | null> {
  const response = await fetch(`/api/v1/campaigns/${campaignId}/evidence`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ format }),
  });
  if (!response.ok) {
    const problem: unknown = await response.json().catch(() => null);
    return detailOf(problem) ?? "The evidence could not be made. Try again.";
  }
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName(response.headers.get("content-disposition")) ?? `evidence.${format}`;
  link.click();
  URL.revokeObjectURL(address);
  return null;
}

function detailOf(problem: unknown): string | null {
  if (typeof problem !== "object" || problem === null || !("detail" in problem)) return null;
  return typeof problem.detail === "string" ? problem.detail : null;
}

function fileName(disposition: string | null): string | undefined {
  return /filename="([^"]+)"/.exec(disposition ?? "")?.[1];
}
