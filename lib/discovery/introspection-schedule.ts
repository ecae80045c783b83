import type { ServerState } from "../kernel/generated/enums.ts";
import { decideIntrospection } from "./decide-introspection.ts";

/** How often Steward looks at a server without being asked. */
export const INTROSPECTION_INTERVALS = ["off", "daily", "weekly", "monthly"] as const;
export type IntrospectionInterval = (typeof INTROSPECTION_INTERVALS)[number];

export const INTERVAL_DAYS = { daily: 1, weekly: 7, monthly: 30 } as const satisfies Record<
  Exclude<IntrospectionInterval, "off">,
  number
>;

/**
 * Scheduled looks that may wait or run at once in an organization. Two run at a time, each takes 90 s at worst, and a
 * queued one is given up after 600 s.
 */
export const SCHEDULED_AT_ONCE = 12;

/** Looks at one host at once, whoever asked: a schedule must never be what brings a server down. */
export const HOST_AT_ONCE = 2;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RETRY_MAX_MS = 30 * DAY_MS;
const HELD_MS = DAY_MS;
const BUSY_HOST_MS = 10 * 60_000;

/** When to look again after an answer; null when nobody looks by itself. `spread` (0 to 1) keeps looks apart. */
export function nextAfterAnswer(interval: IntrospectionInterval, now: Date, spread: number): Date | null {
  if (interval === "off") return null;
  return later(now, INTERVAL_DAYS[interval] * DAY_MS, spread);
}

/** When to try again after `failureCount` failures in a row: 1 h, 4 h, 16 h, then ever more rarely, monthly at last. */
export function nextAfterFailure(
  interval: IntrospectionInterval,
  failureCount: number,
  now: Date,
  spread: number,
): Date | null {
  if (interval === "off") return null;
  return later(now, Math.min(HOUR_MS * 4 ** Math.max(0, failureCount - 1), RETRY_MAX_MS), spread);
}

/** Up to a twentieth early or late. */
function later(now: Date, ms: number, spread: number): Date {
  return new Date(now.getTime() + Math.round(ms * (0.95 + 0.1 * spread)));
}

/** 0 to 1 from the random end of a UUIDv7: the same id gives the same. */
export function spreadOf(id: string): number {
  return Number.parseInt(id.slice(-4), 16) / 0xffff;
}

/** A server whose time has come. */
export interface DueServer {
  serverId: string;
  state: ServerState;
  command: string | null;
  url: string | null;
  isCommandAllowed: boolean;
  isUnderway: boolean;
}

export type DueOutcome =
  | { serverId: string; what: "ask" }
  /** Not to be asked now; `heldReason` says why, null when only its turn has not come. */
  | { serverId: string; what: "wait"; nextAt: Date | null; heldReason: string | null };

/**
 * What becomes of servers whose time has come, in the order given: asked, held with the reason that is shown, or moved
 * behind others because their host is busy. `busy` counts unfinished looks by host.
 */
export function planDue(
  due: readonly DueServer[],
  busy: ReadonlyMap<string, number>,
  now: Date,
): DueOutcome[] {
  const counts = new Map(busy);
  return due.map((server): DueOutcome => {
    const { serverId } = server;
    const wait = (ms: number, heldReason: string | null): DueOutcome => ({
      serverId,
      what: "wait",
      nextAt: new Date(now.getTime() + ms),
      heldReason,
    });
    if (server.state === "revoked" || server.state === "retired") {
      return { serverId, what: "wait", nextAt: null, heldReason: `It is ${server.state}.` };
    }
    if (server.state === "suspended") return wait(HELD_MS, SUSPENDED);
    if (server.isUnderway) return wait(BUSY_HOST_MS, null);
    const verdict = decideIntrospection(server, server.isCommandAllowed);
    if (!verdict.ok) return wait(HELD_MS, verdict.reason);
    const host = hostOf(server);
    const atHost = counts.get(host) ?? 0;
    if (atHost >= HOST_AT_ONCE) return wait(BUSY_HOST_MS, null);
    counts.set(host, atHost + 1);
    return { serverId, what: "ask" };
  });
}

const SUSPENDED = "It is suspended, so Steward does not connect to it by itself.";

/** Where a look would load: the host of its address, or this machine for a command. */
export function hostOf({ command, url }: { command: string | null; url: string | null }): string {
  if (command !== null || url === null) return "this machine";
  return URL.canParse(url) ? new URL(url).host.toLowerCase() : url;
}
