"use server";

import { getTrailVerdict, type TrailVerdict } from "#lib/audit/queries/get-trail-verdict.ts";
import { answer } from "#lib/doors/page.ts";

export type VerifyAnswer = { ok: true; verdict: TrailVerdict } | { ok: false; message: string };

/** Checks the next part of the chain; from its first event without `after`. Changes nothing. */
export async function verifyTrailAction(after?: TrailVerdict["next"]): Promise<VerifyAnswer> {
  const found = await answer((actor) => getTrailVerdict(actor, { after }));
  return found.ok ? { ok: true, verdict: found.data } : { ok: false, message: found.problem.message };
}
