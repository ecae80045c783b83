import { OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "./empty-state.tsx";
import { Mono } from "./mono.tsx";

/** Something went wrong: what happened, what to do, and the request id to quote. */
export function ErrorState(props: {
  title: string;
  children: ReactNode;
  requestId?: string;
  actions?: ReactNode;
}) {
  return (
    <div role="alert">
      <EmptyState
        icon={<OctagonAlert className="text-danger" />}
        title={props.title}
        {...(props.actions === undefined ? {} : { actions: props.actions })}
      >
        {props.children}
        {props.requestId !== undefined && (
          <p className="mt-2 text-small">
            Trace id <Mono value={props.requestId} label="trace id" />
          </p>
        )}
      </EmptyState>
    </div>
  );
}
