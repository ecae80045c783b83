import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { GrantView } from "#lib/grants/grant-view.ts";

interface Props {
  grant: GrantView;
  /** The request that would carry it on. */
  waitsIn: string | undefined;
}

/** Asks that a grant lasts longer, or says why not; where that waits already, leads to it. */
export function ExtendGrant({ grant, waitsIn }: Props) {
  if (waitsIn !== undefined) {
    return <LinkButton href={`/approvals/${waitsIn}`}>Its extension waits</LinkButton>;
  }
  const refusal = whyNotExtended(grant);
  if (refusal !== null) return <Button disabledReason={refusal}>Extend</Button>;
  return <LinkButton href={extendHref([grant])}>Extend</LinkButton>;
}

/** The same on a line of a list, which leaves out what cannot be asked. */
export function ExtendInList({ grant, waitsIn }: Props) {
  if (waitsIn === undefined && whyNotExtended(grant) !== null) return null;
  return (
    <span className="block text-small">
      <TextLink href={waitsIn === undefined ? extendHref([grant]) : `/approvals/${waitsIn}`}>
        {waitsIn === undefined ? "Extend" : "Its extension waits"}
      </TextLink>
    </span>
  );
}

/** Why it cannot be asked that a grant lasts longer, as far as the list knows; its page says the rest. */
export function whyNotExtended(grant: GrantView): string | null {
  if (grant.status !== "active") return "Only what is in force can last longer. Ask for it anew.";
  if (grant.originKind === "break_glass") {
    return "It was had by breaking glass, which is never extended. Ask for it as anything else.";
  }
  if (grant.consumer?.isActive === false) return "The consumer is inactive.";
  return grant.allowed.revoke === true ? null : grant.allowed.revoke;
}

/** For several grants of one server. */
export function extendHref(grants: readonly GrantView[]): string {
  return `/servers/${grants[0]?.server.slug}/extend?grants=${grants.map(({ id }) => id).join(",")}`;
}
