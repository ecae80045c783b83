/** Tries of one e-mail, before it is given up and shown to administrators. */
export const ATTEMPTS_MAX = 8;
/** Minutes until the first retry; doubles with each, up to six hours. */
const FIRST_WAIT_MINUTES = 1;
const WAIT_MINUTES_MAX = 360;
const MINUTE_MS = 60_000;

/** What happened to one attempt. `words` are ours, never the mail server's. */
export type Outcome =
  | { kind: "sent" }
  /** Nobody needs it any more. */
  | { kind: "skipped"; words: string }
  /** This one was refused for good. */
  | { kind: "refused"; words: string }
  /** Not now; `isServer` when every other would fare the same. */
  | { kind: "postponed"; words: string; isServer: boolean }
  /** Not tried at all: the server was away when its turn came. */
  | { kind: "released" };

export type Settled =
  | { state: "sent" | "skipped" | "failed"; words: string | null }
  | { state: "waiting"; words: string | null; dueAt: Date; isCounted: boolean };

/** What becomes of an e-mail after its `attempts`-th attempt (from 1) had this outcome. */
export function settle(outcome: Outcome, attempts: number, at: Date): Settled {
  switch (outcome.kind) {
    case "sent":
      return { state: "sent", words: null };
    case "skipped":
      return { state: "skipped", words: outcome.words };
    case "refused":
      return { state: "failed", words: outcome.words };
    case "released":
      return { state: "waiting", words: null, dueAt: later(at, FIRST_WAIT_MINUTES), isCounted: false };
    case "postponed":
      if (attempts >= ATTEMPTS_MAX) return { state: "failed", words: outcome.words };
      return {
        state: "waiting",
        words: outcome.words,
        dueAt: later(at, Math.min(FIRST_WAIT_MINUTES * 2 ** (attempts - 1), WAIT_MINUTES_MAX)),
        isCounted: true,
      };
  }
}

function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}

/** Why nodemailer could not send, in words without anything that came from outside. */
export function outcomeOfError(error: unknown): Outcome {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  const answer = typeof responseCode === "number" ? ` (${Math.trunc(responseCode)})` : "";
  const isForGood = typeof responseCode === "number" && responseCode >= 500;
  switch (code) {
    case "EAUTH":
      return away(`The mail server did not accept the user name and password${answer}.`);
    case "ETLS":
      return away("The connection to the mail server could not be made safe with TLS.");
    case "EDNS":
      return away("The mail server's name cannot be found.");
    case "ETIMEDOUT":
      return away("The mail server did not answer in time.");
    case "EENVELOPE":
      return isForGood
        ? { kind: "refused", words: `The mail server refused the sender or the address${answer}.` }
        : once(`The mail server does not take the address now${answer}.`);
    case "EMESSAGE":
      return isForGood
        ? { kind: "refused", words: `The mail server refused the message${answer}.` }
        : once(`The mail server does not take the message now${answer}.`);
    default:
      return away(`The mail server could not be reached, or broke off${answer}.`);
  }
}

function away(words: string): Outcome {
  return { kind: "postponed", words, isServer: true };
}

function once(words: string): Outcome {
  return { kind: "postponed", words, isServer: false };
}
