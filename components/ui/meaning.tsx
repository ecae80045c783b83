import { CircleCheck, CircleDashed, Info, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";

/** What a colour may say. Each comes with an icon and needs a word beside it: never colour alone. */
export type Meaning = "good" | "notice" | "warning" | "danger" | "neutral";

export const MEANING_ICONS = {
  good: CircleCheck,
  notice: Info,
  warning: TriangleAlert,
  danger: OctagonAlert,
  neutral: CircleDashed,
} satisfies Record<Meaning, LucideIcon>;

/** Ink only, for icons and words on the page's own ground. */
export const MEANING_INK = {
  good: "text-good",
  notice: "text-notice",
  warning: "text-warning",
  danger: "text-danger",
  neutral: "text-ink-muted",
} satisfies Record<Meaning, string>;

/** Ink, ground and edge together, for badges and callouts. */
export const MEANING_TINT = {
  good: "border-good-line bg-good-soft text-good",
  notice: "border-notice-line bg-notice-soft text-notice",
  warning: "border-warning-line bg-warning-soft text-warning",
  danger: "border-danger-line bg-danger-soft text-danger",
  neutral: "border-line bg-sunken text-ink-muted",
} satisfies Record<Meaning, string>;
