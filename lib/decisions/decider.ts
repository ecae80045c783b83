import { elapsedMs } from "#lib/kernel/clock.ts";
import type { AccessQuestion } from "./input.ts";
import { type Answer, deny, evaluate } from "./model.ts";
import type { Snapshots } from "./snapshots.ts";
import type { Tenant } from "./tenant.ts";
import type { UsageCounter } from "./usage.ts";

/** Who asks, as far as the token says. */
export type Standing = "good" | "unauthenticated" | "forbidden";

const STALE = deny(
  "snapshot_stale",
  "The database has not been heard of for too long to trust what is known, so the answer is no.",
);
const NO_CLOCK = deny("unreadable_clock", "The clock makes no sense right now.");

/** Answers from what this process knows. Never asks anything, never waits. */
export class Decider {
  readonly #snapshots: Snapshots;
  readonly #usage: UsageCounter;

  constructor(snapshots: Snapshots, usage: UsageCounter) {
    this.#snapshots = snapshots;
    this.#usage = usage;
  }

  /** What the token (SHA-256, base64) allows now; one that was good the last time is not turned away by a lost clock. */
  standing(tenant: Tenant, hash: string): Standing {
    const token = tenant.token(hash);
    if (token === undefined || token.isRevoked || !token.creatorIsActive) return "unauthenticated";
    const at = this.#snapshots.clock.read();
    if (at >= token.expiresAt || Number.isNaN(token.expiresAt)) return "unauthenticated";
    if (!token.mayEvaluate) return "forbidden";
    tenant.askedAt = elapsedMs();
    this.#usage.countToken(tenant.organizationId, token.id, at);
    return "good";
  }

  answer(tenant: Tenant, question: AccessQuestion): Answer {
    const { world } = tenant;
    if (world === null || !this.#snapshots.isTrue(tenant)) return STALE;
    const at = this.#snapshots.clock.read();
    if (Number.isNaN(at)) return NO_CLOCK;
    const snapshot = world.snapshotOf(question);
    const answer = evaluate(snapshot, question, at);
    if (snapshot.tool !== null && snapshot.consumer !== null) {
      this.#usage.count(tenant.organizationId, snapshot.tool.id, snapshot.consumer.id, answer.decision, at);
    }
    return answer;
  }
}
