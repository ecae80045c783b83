/** Freezes one population. */
export const STAGE_TASK = "stage-campaign";
/** One after the other: rows are counted by a sequence that all of them share. */
export const STAGING_QUEUE = "stage-campaigns";

/** Days without a look after which what is known of a server may be old. */
export const STALE_AFTER_DAYS = 30;

/** What there is to know of a frozen population before it is asked about; see `stage_campaign_items` in the migrations. */
export type StagingSummary = {
  /** How many items the facts speak for; `look` where they ask for a closer look. */
  recommended: Partial<Record<"keep" | "revoke" | "change" | "look", number>>;
  servers: number;
  /** Servers whose facts may be old: not looked at for 30 days, or never. */
  staleServers: number;
};
