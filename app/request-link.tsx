"use client";

import { createContext, type ReactNode, useContext } from "react";
import { TextLink } from "#components/ui/text-link.tsx";

const Readable = createContext<readonly string[]>([]);

export function ReadableRequestsProvider(props: { ids: readonly string[]; children: ReactNode }) {
  return <Readable value={props.ids}>{props.children}</Readable>;
}

/** Whether whoever looks at this page may read the request. */
export function useIsReadable(requestId: string): boolean {
  return useContext(Readable).includes(requestId);
}

/** Leads to a request; for whom it is not there, only the words, or nothing where they say nothing by themselves. */
export function RequestLink(props: { id: string; children: ReactNode; isNothingAlone?: boolean }) {
  const { id, children, isNothingAlone = false } = props;
  if (useIsReadable(id)) return <TextLink href={`/approvals/${id}`}>{children}</TextLink>;
  return isNothingAlone ? null : children;
}
