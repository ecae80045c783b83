import type { GrantView } from "#lib/grants/grant-view.ts";
import type { GrantAction } from "#lib/grants/model.ts";

export const CHANGES = {
  suspend: { label: "Suspend", done: "suspended", submit: "Suspend" },
  resume: { label: "Resume", done: "back in force", submit: "Resume" },
  revoke: { label: "End", done: "ended", submit: "End" },
} as const satisfies Record<GrantAction, { label: string; done: string; submit: string }>;

export function grantsInWords(count: number): string {
  return count === 1 ? "1 grant" : `${count.toLocaleString("en")} grants`;
}

const NAMED = 4;

/** What stops working, or works again, in a sentence or two. */
export function effectInWords(action: GrantAction, grants: readonly GrantView[]): string {
  const tools = namesOf(grants, ({ tool, server }) => tool && `${tool.name} on ${server.name}`);
  const consumers = namesOf(
    grants,
    ({ consumer, server }) => consumer && `${consumer.name} on ${server.name}`,
  );
  const scopes = namesOf(grants, ({ scope, server }) => scope && `${scope.name} on ${server.name}`);
  const [tool, consumer, scope] =
    action === "resume"
      ? ["Can be used again, as it was approved:", "May use the enabled tools again:", "May be held again:"]
      : ["Nobody can use this from now on:", "Can use no tool from now on:", "Must not be held from now on:"];
  const sentences = [
    ...(tools === "" ? [] : [`${tool} ${tools}.`]),
    ...(consumers === "" ? [] : [`${consumer} ${consumers}.`]),
    ...(scopes === "" ? [] : [`${scope} ${scopes}.`]),
    ...(action === "revoke" ? ["Only a new approval brings it back."] : []),
    ...(action === "suspend" ? ["You, or an administrator, can resume it while nothing of it changes."] : []),
  ];
  return sentences.join(" ");
}

function namesOf(grants: readonly GrantView[], nameOf: (grant: GrantView) => string | null): string {
  const names = grants.flatMap((grant) => nameOf(grant) ?? []);
  const rest = names.length - NAMED;
  const all = rest > 0 ? [...names.slice(0, NAMED), `${rest} more`] : names;
  return new Intl.ListFormat("en").format(all);
}
