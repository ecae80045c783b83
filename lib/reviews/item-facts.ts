import type { GrantedScope } from "#lib/grants/steps/load-grants.ts";
import type {
  ConsumerKind,
  CredentialKeptIn,
  CredentialKind,
  CredentialState,
  Criticality,
  Environment,
  GrantState,
  Impact,
  ServerState,
  Severity,
} from "#lib/kernel/generated/enums.ts";
import type { CampaignScope, ReviewSubject } from "./campaign-definition.ts";

/** Why a recommendation is what it is; words in `recommendation-words.ts`. */
export const RECOMMENDATION_REASONS = [
  "unused_90_days",
  "never_used",
  "broad_scope",
  "wildcard_scope",
  "suspended",
  "grave_finding",
  "expired",
  "no_expiry",
  "no_backup_owner",
  "not_seen_90_days",
] as const;
export type RecommendationReason = (typeof RECOMMENDATION_REASONS)[number];

/**
 * One thing as it was when the population was frozen: the before-state. Written by the database function
 * `stage_campaign_items` with its fields in the order of their names, which makes its text canonical (RFC 8785).
 * A type, not an interface, so that it counts as JSON. Times are ISO 8601, UTC. Null is what the kind does not have.
 */
export type ItemFacts = {
  kind: ReviewSubject;
  /** What it is, in a word: the tool, the scope, the consumer, the credential or the server. */
  name: string;
  tool: { id: string; name: string; impact: Impact; digest: string } | null;
  scope: GrantedScope | null;
  consumer: { id: string; name: string; kind: ConsumerKind; ownerId: string | null } | null;
  state: GrantState | CredentialState | ServerState;
  grantedAt: string;
  /** Null for what does not end by itself. */
  expiresAt: string | null;
  /** Why it exists; null when no request is on record. */
  request: { id: string; title: string; justification: string } | null;
  /** Absent in population format 1, as all below. */
  id?: string;
  server?: {
    id: string;
    slug: string;
    name: string;
    team: string | null;
    environment: Environment;
    criticality: Criticality;
  };
  about?: {
    ownerId: string | null;
    backupOwnerId: string | null;
    purpose: string;
    role: string | null;
    state: ServerState;
    dataClasses: string[];
    lastIntrospectedAt: string | null;
    revocationSteps: number;
  } | null;
  credential?: {
    id: string;
    name: string;
    kind: CredentialKind;
    keptIn: CredentialKeptIn;
    issuer: string | null;
    issuedAt: string | null;
    expiresAt: string | null;
    lastRotatedAt: string | null;
    lastUsedAt: string | null;
  } | null;
  /** Rules broken by the thing itself when it was frozen. */
  findings?: { rules: string[]; severity: Severity } | null;
  /** Null where nobody reports the use of this server's tools, so that "unused" would say nothing. */
  use?: { count: number; lastUsedAt: string | null } | null;
  /** What the facts speak for; `answer` is null where they ask for a closer look. Never chosen for anybody. */
  recommendation?: { answer: "keep" | "revoke" | "change" | null; reasons: RecommendationReason[] };
};

/** An item's facts out of the text they are kept as, which the database wrote with exactly this shape. */
export function parseFacts(text: string): ItemFacts {
  return JSON.parse(text);
}

/** The question that made the population, and when it was asked. */
export type PopulationQuery = {
  scope: CampaignScope;
  subjects: ReviewSubject[];
  /** How many servers it found. Null for every server of the organization. */
  servers: number | null;
  askedAt: string;
};
