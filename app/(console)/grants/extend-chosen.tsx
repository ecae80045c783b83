import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { GrantView } from "#lib/grants/grant-view.ts";
import { extendHref, whyNotExtended } from "./extend-grant.tsx";

/** Asks that several grants of one server last longer. */
export function ExtendChosen(props: {
  grants: readonly GrantView[];
  waiting: Readonly<Record<string, string>>;
}) {
  const { grants, waiting } = props;
  const refusal = whyNot(grants, waiting);
  if (refusal !== null) return <Button disabledReason={refusal}>Extend</Button>;
  return <LinkButton href={extendHref(grants)}>Extend</LinkButton>;
}

const AT_ONCE = 50;

function whyNot(grants: readonly GrantView[], waiting: Readonly<Record<string, string>>): string | null {
  if (new Set(grants.map(({ server }) => server.id)).size > 1) {
    return "Those of one server are asked for together. Choose grants of one server.";
  }
  if (grants.length > AT_ONCE) return `At most ${AT_ONCE} are asked for at once.`;
  if (grants.some(({ id }) => waiting[id] !== undefined))
    return "The extension of one of these waits already.";
  for (const grant of grants) {
    const reason = whyNotExtended(grant);
    if (reason !== null) return reason;
  }
  return grants.length === 0 ? "Choose a grant first." : null;
}
