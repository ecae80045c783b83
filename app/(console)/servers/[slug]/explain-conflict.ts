import { formatDistanceToNowStrict } from "date-fns/formatDistanceToNowStrict";
import type { FormState } from "#components/form/form-state.ts";
import { listServerHistory } from "#lib/audit/queries/list-server-history.ts";
import { answer } from "#lib/doors/page.ts";

/** Who was faster and when, in place of "somebody else"; what was typed stays in the form. */
export async function explainConflict(state: FormState, serverId: string | undefined): Promise<FormState> {
  if (state.status !== "error" || state.code !== "conflict" || serverId === undefined) return state;
  const found = await answer((actor) => listServerHistory(actor, { serverId, limit: 1 }));
  const last = found.ok ? found.data.items[0] : undefined;
  if (last === undefined) return state;
  const who = last.actor.name.replace(/ \([^()]*\)$/, "");
  const ago = formatDistanceToNowStrict(new Date(last.occurredAt), { addSuffix: true });
  const message = `Changed by ${who} ${ago}. Reload the page to see it; what you typed stays here until then.`;
  return { ...state, message };
}
