/** Closing before everything was asked: what that skips is said, and whoever closes it so says why. */

/** What a close skips, as the database found it: see `campaign_skipped`. A type, so that it counts as JSON. */
export type Skipped = {
  /** The stage that answers, of so many, and when it ends: ISO 8601. */
  stage: number;
  stages: number;
  stageEndsAt: string;
  /** Things that wait for an answer, and those for a second look. */
  waiting: number;
  secondLooks: number;
};

export interface EarlyClose {
  reason: string;
  skipped: Skipped;
}

/** "OK" is no reason. The database says the same. */
export const EARLY_REASON_MIN = 10;

/** What a review gives as its reason where it closes by itself without second looks. */
export const CLOSES_ITSELF = "Its time is over, and its definition says that it closes by itself.";

const TENSES = {
  present: { begun: ["has not begun", "have not begun"], wait: ["waits", "wait"] },
  past: { begun: ["had not begun", "had not begun"], wait: ["waited", "waited"] },
} as const;

/** "Stage 2 of 3 has not begun; 41 things wait for an answer, 3 for a second look." */
export function skippedInWords(
  { stage, stages, waiting, secondLooks }: Skipped,
  tense: keyof typeof TENSES = "present",
): string {
  const { begun, wait } = TENSES[tense];
  const first = stage + 1;
  const notBegun =
    stage >= stages
      ? []
      : first === stages
        ? [`stage ${first} of ${stages} ${begun[0]}`]
        : [`stages ${first} to ${stages} ${begun[1]}`];
  const waits = [
    ...(waiting === 0 ? [] : [{ count: waiting, what: "an answer" }]),
    ...(secondLooks === 0 ? [] : [{ count: secondLooks, what: "a second look" }]),
  ].map(({ count, what }, index) => {
    const many = count === 1 ? 0 : 1;
    const things = index > 0 ? "" : ` ${many === 0 ? "thing" : "things"} ${wait[many]}`;
    return `${count.toLocaleString("en")}${things} for ${what}`;
  });
  const words = [...notBegun, ...(waits.length === 0 ? [] : [waits.join(", ")])].join("; ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

export type EarlyVerdict = { ok: true; early: EarlyClose | null } | { ok: false; reason: string };

/** May it close so? What is skipped asks for a reason; a reason that nothing asks for is not kept. */
export function decideEarly(skipped: Skipped | null, reason: string | null | undefined): EarlyVerdict {
  if (skipped === null) return { ok: true, early: null };
  const given = (reason ?? "").trim();
  if (given.length >= EARLY_REASON_MIN) return { ok: true, early: { reason: given, skipped } };
  const why = `Say why it closes all the same, in ${EARLY_REASON_MIN} letters or more.`;
  return { ok: false, reason: `Closing now skips something. ${skippedInWords(skipped)} ${why}` };
}
