"use client";

import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";

/** The last resort of a page that failed while rendering. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState
      title="This page could not be shown"
      actions={<Button onClick={reset}>Try again</Button>}
      {...(error.digest === undefined ? {} : { requestId: error.digest })}
    >
      Nothing was changed. Try again; if it stays, tell an administrator the number below.
    </ErrorState>
  );
}
