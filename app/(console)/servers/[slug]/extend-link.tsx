import { LinkButton } from "#components/ui/link-button.tsx";
import type { GrantView } from "#lib/grants/grant-view.ts";

/** Asks for a grant in force to last longer; for whoever may end it. */
export function ExtendLink({ grant }: { grant: GrantView }) {
  if (grant.status !== "active" || grant.allowed.revoke !== true) return null;
  return (
    <LinkButton href={`/servers/${grant.server.slug}/extend?grants=${grant.id}`} size="small">
      Extend
    </LinkButton>
  );
}
