import type { CampaignState, ItemDecision, ItemOutcome } from "#lib/kernel/generated/enums.ts";
import type { ReviewRisk, ReviewSubject } from "./campaign-definition.ts";
import type { EvidenceRecordKind } from "./evidence-input.ts";
import type { ItemFacts, PopulationQuery } from "./item-facts.ts";
import type { SignOff } from "./sign-off.ts";
import type { Totals } from "./tally.ts";

/**
 * How evidence is hashed and written since reviews close with it: 3 over items one by one, 4 over the records of what
 * happened around the answers, too. A pack is written as its review was closed, so what was anchored can always be made
 * again; formats before 3 cannot be.
 */
export const EVIDENCE_FORMATS = [3, 4] as const;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];
export const EVIDENCE_FORMAT = 4 satisfies EvidenceFormat;

/** As it was closed; of one that closed before items were hashed one by one, and of one that runs, as it is done now. */
export function formatOf(closedWith: number | null): EvidenceFormat {
  return EVIDENCE_FORMATS.find((format) => format === closedWith) ?? EVIDENCE_FORMAT;
}

/** Items that are read, hashed and sent at once. */
export const EVIDENCE_PAGE = 1_000;

/** One answer as it was given. */
export type EvidenceAnswer = {
  stage: number;
  /** `undecided` stands for an answer that was taken back. */
  decision: ItemDecision;
  reason: string | null;
  change: unknown;
  /** What a server's owner was asked beside it, and said. */
  said: unknown;
  decidedById: string;
  /** In whose place a delegate answered. */
  decidedForId: string | null;
  decidedAt: string;
  /** What was on the screen beside the frozen facts. */
  shown: unknown;
  openedAt: string | null;
  inBulk: boolean;
  /** Faster than the policy of that moment finds plausible; drawn of such for a second reviewer. Absent in format 3. */
  isHasty?: boolean;
  isDrawn?: boolean;
};

/** One item with everything that is known of it. A type, so that it counts as JSON. */
export type EvidenceItem = {
  position: number;
  subjectKind: ReviewSubject;
  subjectId: string;
  serverId: string;
  serverName: string;
  team: string;
  risk: ReviewRisk;
  /** The before-state, as frozen. */
  facts: ItemFacts;
  /** SHA-256, in hexadecimal, of the facts' RFC 8785 text; null in population format 1. */
  factsHash: string | null;
  reviewerId: string | null;
  stage: number;
  /** `no response` is not a decision, and never shown as one. */
  decision: ItemDecision | "no response";
  reason: string | null;
  change: unknown;
  decidedById: string | null;
  decidedForId: string | null;
  decidedAt: string | null;
  /** Every answer, in the order in which they were given; the last one stands. */
  answers: EvidenceAnswer[];
  outcome: ItemOutcome | null;
  /** How that was verified. */
  outcomeDetail: string | null;
  outcomeAt: string | null;
  /** When a second reviewer was asked, because the first answer came too fast. Absent in format 3. */
  sampledAt?: string | null;
  /** How often it was tried to carry it out, when that was done, when it was verified, and what ended. Absent in format 3. */
  attempts?: number;
  doneAt?: string | null;
  verifiedAt?: string | null;
  endedIds?: string[];
};

/** What happened around the answers: by kind, then in the order of their ids, which is that of time. */
export type EvidenceRecord = { kind: EvidenceRecordKind; id: string; at: string } & Record<string, unknown>;

/** What a review asked, as it was stored: nothing of it changes once it is closed. */
export type EvidenceCampaign = {
  id: string;
  name: string;
  purpose: string;
  definition: unknown;
  /** Why it opened by itself; null for one that a person began. */
  cause: unknown;
  createdById: string | null;
  stagedAt: string | null;
  startedById: string | null;
  startedAt: string | null;
  dueAt: string | null;
  closedAt: string | null;
  /** Who began to close it, and who closed it with what failed on record, and why. Absent in format 3. */
  closingAskedById?: string | null;
  closingAt?: string | null;
  failuresAcceptedById?: string | null;
  failuresAcceptedAt?: string | null;
  failuresReason?: string | null;
  /** Why it was closed although something was skipped, and what that was. Absent where nothing was. */
  earlyReason?: string;
  skipped?: unknown;
};

export type EvidencePopulation = {
  /** How its hash was made. */
  format: number;
  query: PopulationQuery | null;
  count: number;
  hash: string | null;
};

export type EvidencePerson = { id: string; name: string; email: string };

export type TrailPoint = { sequence: number; hash: string };

/** An event of the trail that says of itself whose it is. */
export type TrailEvent = TrailPoint & { by: string; at: string };

/** What stands before the items of a pack. */
export type EvidenceHeader = {
  format: "steward-review-evidence";
  formatVersion: EvidenceFormat;
  exportId: string;
  generatedAt: string;
  /** False of a review that still runs: a look at its present state. */
  isFinal: boolean;
  state: CampaignState;
  campaign: EvidenceCampaign;
  population: EvidencePopulation;
  /** What went into the audit trail when it closed, and how that was made. */
  evidenceAtClose: { format: number; hash: string } | null;
  /** Who vouches for it, and the hash of that in the audit trail; absent in format 3. */
  signOff?: (SignOff & { hash: string }) | null;
  /** Names as they are now; everything that is hashed at the close has ids, which do not change. */
  people: EvidencePerson[];
  anchor: { head: TrailPoint | null; closed: TrailEvent | null; signed?: TrailEvent | null };
};

/** What stands behind them, before the hashes. */
export type EvidenceTotals = {
  /** Counted from the items of the pack. */
  totals: Totals;
  /** Counted by the database with every change of an item. */
  tally: Totals;
};
