"use client";

import { useRouter } from "next/navigation";
import type { FormState } from "#components/form/form-state.ts";
import { FormSummary } from "#components/form/form-summary.tsx";
import { Button } from "#components/ui/button.tsx";

/** What the server said no to: often that somebody was faster, so the way out is to look again. */
export function Refusal({ state }: { state: FormState }) {
  const router = useRouter();
  // What is said at a field itself needs no summary above it.
  if (state.status !== "error" || Object.keys(state.fieldErrors).length > 0) return null;
  return (
    <>
      <FormSummary state={state} />
      <Button className="justify-self-start" onClick={() => router.refresh()}>
        Show it as it is now
      </Button>
    </>
  );
}
