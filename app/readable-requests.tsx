import type { ReactNode } from "react";
import { listReadableRequests } from "#lib/approvals/queries/list-readable-requests.ts";
import { answer } from "#lib/doors/page.ts";
import { ReadableRequestsProvider } from "./request-link.tsx";

interface Props {
  /** Of the requests that what is inside may lead to. */
  of: readonly (string | undefined | null)[];
  children: ReactNode;
}

/** As many as the query takes; what a page shows beyond them leads nowhere. */
const READABLE_MAX = 1_000;

/** Finds out once for a page which requests its links may lead to. */
export async function ReadableRequests({ of, children }: Props) {
  const requestIds = [...new Set(of)].filter((id) => id != null).slice(0, READABLE_MAX);
  const found = await answer((actor) => listReadableRequests(actor, { requestIds }));
  return <ReadableRequestsProvider ids={found.ok ? found.data : []}>{children}</ReadableRequestsProvider>;
}
