import type { Criticality, Environment } from "../kernel/generated/enums.ts";

/** Days between two reviews. PCI DSS 7.2.4 asks for six months at most where payment data may be reached. */
const CADENCE_DAYS: Record<Environment, number> = { development: 365, staging: 180, production: 90 };

const DAY_MS = 86_400_000;

interface Reviewed {
  environment: Environment;
  criticality: Criticality;
}

/** Days until the next review at the latest: by environment, halved for a critical server. */
export function reviewCadenceDays({ environment, criticality }: Reviewed): number {
  const days = CADENCE_DAYS[environment];
  return criticality === "critical" ? Math.floor(days / 2) : days;
}

/** The day (midnight UTC) by which a server must be reviewed when it was answered for at `from`. */
export function nextReviewDate(server: Reviewed, from: Date): Date {
  return new Date(startOfDay(from) + reviewCadenceDays(server) * DAY_MS);
}

/** Whether a chosen review day is one that the server's environment and criticality allow. */
export function decideReviewDate(
  server: Reviewed,
  chosen: Date,
  now: Date,
): { ok: true } | { ok: false; reason: string } {
  if (chosen.getTime() < startOfDay(now))
    return { ok: false, reason: "Choose a day that is not in the past." };
  const latest = nextReviewDate(server, now);
  if (chosen <= latest) return { ok: true };
  const words = `a ${server.criticality} server in ${server.environment} is reviewed every ${reviewCadenceDays(server)} days`;
  return { ok: false, reason: `Choose ${latest.toISOString().slice(0, 10)} or earlier: ${words}.` };
}

function startOfDay(moment: Date): number {
  return Math.floor(moment.getTime() / DAY_MS) * DAY_MS;
}
