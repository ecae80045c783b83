import { inWords } from "#app/in-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { Meaning } from "#components/ui/meaning.tsx";
import { Status } from "#components/ui/status.tsx";
import type {
  BreakGlassState,
  CampaignState,
  CredentialState,
  GrantState,
  IntrospectionState,
  PolicyVersionState,
  RequestState,
  ReviewScheduleState,
  ServerState,
  ToolState,
} from "#lib/kernel/generated/enums.ts";

type Look = { words: string; meaning: Meaning };

const LOOKS = {
  server: {
    discovered: { words: "Discovered", meaning: "notice" },
    registered: { words: "Registered", meaning: "notice" },
    active: { words: "Active", meaning: "good" },
    suspended: { words: "Suspended", meaning: "warning" },
    revoked: { words: "Revoked", meaning: "danger" },
    retired: { words: "Retired", meaning: "neutral" },
  },
  tool: {
    discovered: { words: "Not enabled", meaning: "neutral" },
    pending: { words: "Awaiting approval", meaning: "notice" },
    enabled: { words: "Enabled", meaning: "good" },
    suspended: { words: "Suspended", meaning: "warning" },
    disabled: { words: "Disabled", meaning: "neutral" },
    removed: { words: "No longer offered", meaning: "neutral" },
  },
  grant: {
    active: { words: "In force", meaning: "good" },
    expired: { words: "Expired", meaning: "warning" },
    suspended: { words: "Suspended", meaning: "warning" },
    revoked: { words: "Revoked", meaning: "neutral" },
  },
  credential: {
    active: { words: "Active", meaning: "good" },
    expiring: { words: "Expires soon", meaning: "warning" },
    expired: { words: "Expired", meaning: "danger" },
    rotated: { words: "Rotated out", meaning: "neutral" },
    revoked: { words: "Revoked", meaning: "neutral" },
  },
  request: {
    draft: { words: "Draft", meaning: "neutral" },
    pending: { words: "Waiting for a decision", meaning: "notice" },
    approved: { words: "Approved", meaning: "good" },
    applied: { words: "Approved and in force", meaning: "good" },
    rejected: { words: "Rejected", meaning: "danger" },
    withdrawn: { words: "Withdrawn", meaning: "neutral" },
    expired: { words: "Expired unanswered", meaning: "warning" },
    failed: { words: "Approved, not applied", meaning: "danger" },
  },
  /** A request that took effect without an approval. */
  glass: {
    open: { words: "Glass broken, not reviewed yet", meaning: "warning" },
    cut: { words: "Glass broken, cut", meaning: "danger" },
    overdue: { words: "Glass broken, cut: review overdue", meaning: "danger" },
    justified: { words: "Glass broken, justified", meaning: "neutral" },
    unjustified: { words: "Glass broken, not justified", meaning: "danger" },
  },
  introspection: {
    queued: { words: "Waiting to start", meaning: "notice" },
    running: { words: "Asking the server", meaning: "notice" },
    succeeded: { words: "Answered", meaning: "good" },
    failed: { words: "Failed", meaning: "danger" },
  },
  policy: {
    draft: { words: "Draft", meaning: "neutral" },
    proposed: { words: "Waiting for a decision", meaning: "notice" },
    active: { words: "In force", meaning: "good" },
    superseded: { words: "Replaced", meaning: "neutral" },
    rejected: { words: "Rejected", meaning: "danger" },
    withdrawn: { words: "Withdrawn", meaning: "neutral" },
  },
  campaign: {
    draft: { words: "Draft", meaning: "neutral" },
    staged: { words: "Staged", meaning: "neutral" },
    running: { words: "Running", meaning: "notice" },
    closing: { words: "Closing", meaning: "notice" },
    closed: { words: "Closed", meaning: "good" },
    signed: { words: "Signed off", meaning: "good" },
    discarded: { words: "Given up", meaning: "neutral" },
  },
  schedule: {
    active: { words: "Active", meaning: "good" },
    paused: { words: "Paused", meaning: "warning" },
    over: { words: "No more dates", meaning: "neutral" },
  },
} satisfies {
  server: Record<ServerState, Look>;
  tool: Record<ToolState, Look>;
  grant: Record<GrantState | "expired", Look>;
  credential: Record<CredentialState | "expiring" | "expired", Look>;
  request: Record<RequestState, Look>;
  glass: Record<BreakGlassState, Look>;
  introspection: Record<IntrospectionState, Look>;
  policy: Record<PolicyVersionState, Look>;
  campaign: Record<CampaignState, Look>;
  schedule: Record<ReviewScheduleState, Look>;
};

/** One of the nouns that have states, and one of its own states. */
export type Stated = {
  [Noun in keyof typeof LOOKS]: { of: Noun; state: keyof (typeof LOOKS)[Noun] };
}[keyof typeof LOOKS];

/** A state in a box, for headers. `isQuiet` leaves the box out, for tables and running text. */
export function StateBadge({ isQuiet = false, ...stated }: Stated & { isQuiet?: boolean }) {
  const { words, meaning } = lookOf(stated);
  const Shown = isQuiet ? Status : Badge;
  return <Shown meaning={meaning}>{words}</Shown>;
}

/** The state in words, for sentences and filters. */
export function stateInWords(stated: Stated): string {
  return lookOf(stated).words;
}

/** The same for a noun and a state that are only known as text; without words of our own, the state as it stands. */
export function stateNamed(noun: string, state: string): string {
  const looks: Readonly<Record<string, Readonly<Record<string, Look>>>> = LOOKS;
  return (Object.hasOwn(looks, noun) && looks[noun]?.[state]?.words) || inWords(state);
}

function lookOf(stated: Stated): Look {
  // The union ties `state` to its noun; the compiler cannot follow it through the double look-up.
  return (LOOKS[stated.of] as Record<string, Look>)[stated.state] as Look;
}
