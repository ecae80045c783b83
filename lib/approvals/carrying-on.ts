import { dayInWords } from "#lib/kernel/day-in-words.ts";

/** Of a grant that a request would carry on: how it stands now. */
export interface Standing {
  name: string;
  state: "active" | "suspended" | "revoked";
  expiresAt: Date;
  /** Its server or its tool is no longer what was approved. */
  isChanged: boolean;
  isIdle: boolean;
  isBrokenGlass: boolean;
}

/** Why a grant cannot be carried on, in words, or null. Only what is in force as it was approved goes on. */
export function whyNotCarriedOn(grant: Standing, now: Date): string | null {
  if (grant.state === "revoked") return `The grant of ${grant.name} was ended. Ask for it anew.`;
  if (!(grant.expiresAt.getTime() > now.getTime())) {
    return `The grant of ${grant.name} ended on ${day(grant.expiresAt)}. Ask for it anew.`;
  }
  if (grant.isChanged) {
    return `What was approved for ${grant.name} has changed: it is suspended, and waits to be approved again.`;
  }
  if (grant.state === "suspended") {
    return `The grant of ${grant.name} is suspended, and only what is in force can go on.`;
  }
  if (grant.isBrokenGlass) {
    return `${grant.name} was had by breaking glass, which is never extended. Ask for it as anything else.`;
  }
  return grant.isIdle ? `The consumer that ${grant.name} lets in is inactive.` : null;
}

/** Why so many days do not make a grant last longer, in words, or null. */
export function tooFewDays(
  grant: Pick<Standing, "name" | "expiresAt">,
  durationDays: number,
  now: Date,
): string | null {
  const asked = now.getTime() + durationDays * DAY_MS;
  if (asked > grant.expiresAt.getTime()) return null;
  return `${grant.name} lasts until ${day(grant.expiresAt)} already. Ask for more days: they count from the approval.`;
}

/** The fewest whole days, counted from now, after which each of these would last longer than it does; 1 for none. */
export function fewestDays(grants: readonly Pick<Standing, "expiresAt">[], now: Date): number {
  const left = grants.map(({ expiresAt }) => Math.floor((expiresAt.getTime() - now.getTime()) / DAY_MS) + 1);
  return Math.max(1, ...left);
}

const DAY_MS = 86_400_000;

function day(at: Date): string {
  return dayInWords(at.toISOString().slice(0, 10));
}
