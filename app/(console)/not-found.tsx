import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** Invisible is not found: the same words whether it never was or is not yours to see. */
export default function NotFound() {
  return (
    <EmptyState
      title="There is nothing here, or you may not see it"
      actions={<LinkButton href="/servers">Go to the servers</LinkButton>}
    >
      The address may be mistyped, or the thing belongs to another organization.
    </EmptyState>
  );
}
