export interface EventKind {
  /** What the audit page says happened. */
  label: string;
  /** Announced events are handed to the rooms above (`jobs.ts`) after commit. */
  announced: boolean;
}
