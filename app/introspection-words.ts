import type { IntrospectionInterval } from "#lib/discovery/introspection-schedule.ts";

export const INTERVAL_WORDS: Record<IntrospectionInterval, string> = {
  off: "Only when asked",
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
};

export const INTERVAL_OPTIONS = Object.entries(INTERVAL_WORDS).map(([value, label]) => ({ value, label }));
