import type { SettledDelivery } from "./delivery-store.ts";
import { type Attempt, DELIVERY_ATTEMPTS_MAX, pausedUntil, reasonToDisable } from "./webhook.ts";

interface Health {
  failingSince: Date | null;
  failureCount: number;
}

interface Came {
  deliveryId: string;
  attempt: number;
  came: Attempt;
}

export interface Settlement {
  health: { failingSince: Date | null; failureCount: number; pausedUntil: Date | null };
  settled: SettledDelivery[];
  /** Why the webhook is to be turned off now, or null. */
  disabledReason: string | null;
}

/** What a batch of attempts, in the order they were made, comes to for the webhook and for each delivery. */
export function settleAttempts(before: Health, attempts: readonly Came[], at: Date): Settlement {
  const failure = attempts.find(({ came }) => came.kind === "failed")?.came;
  const wasReached = attempts.some(({ came }) => came.kind === "delivered");
  const failureCount = failure === undefined ? 0 : (wasReached ? 0 : before.failureCount) + 1;
  const failingSince = failure === undefined ? null : ((wasReached ? null : before.failingSince) ?? at);
  const pause = failure === undefined ? null : pausedUntil(failureCount, at);
  const isOff = failure?.kind === "failed" && failingSince !== null;
  return {
    health: { failingSince, failureCount, pausedUntil: pause },
    settled: attempts.map((one) => settleOne(one, pause ?? at, at)),
    disabledReason: isOff ? reasonToDisable(failure.status, failingSince, at) : null,
  };
}

function settleOne({ deliveryId, attempt, came }: Came, pause: Date, at: Date): SettledDelivery {
  const delivery = { id: deliveryId, attempt, isCounted: true };
  switch (came.kind) {
    case "delivered":
      return { ...delivery, state: "delivered", dueAt: at, status: came.status, words: null };
    case "released":
      return { ...delivery, state: "waiting", isCounted: false, dueAt: pause, status: null, words: null };
    case "failed": {
      const isLast = attempt >= DELIVERY_ATTEMPTS_MAX;
      const due = pausedUntil(attempt, at);
      return {
        ...delivery,
        state: isLast ? "failed" : "waiting",
        dueAt: due > pause ? due : pause,
        status: came.status,
        words: came.words,
      };
    }
  }
}
