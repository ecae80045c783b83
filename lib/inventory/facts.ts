import type {
  ConsumerKind,
  CredentialKeptIn,
  Criticality,
  Environment,
  Impact,
  ScopeBreadth,
  ServerState,
  ToolState,
  Transport,
} from "../kernel/generated/enums.ts";
import type { ImpactReason } from "./impact.ts";
import type { ToolDefinition } from "./tool-definition.ts";

/** What rooms above are told of a server. Never shown to a client component as it is: times are Dates. */
export interface ServerFacts {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  state: ServerState;
  stateReason: string | null;
  environment: Environment;
  criticality: Criticality;
  team: string | null;
  transport: Transport;
  command: string | null;
  args: string[];
  url: string | null;
  packageRegistry: string | null;
  packageName: string | null;
  packageVersion: string | null;
  identityKey: string;
  /** What approvals bind to: "sha256:" over connection, package and scopes. */
  identityDigest: string;
  dataClasses: string[];
  /** Lower case, each once. */
  tags: string[];
  ownerId: string | null;
  backupOwnerId: string | null;
  serverRoleId: string | null;
  nextReviewOn: Date;
  /** The day on which a review that covered it closed; null before the first. */
  lastReviewedOn: Date | null;
  lastSeenAt: Date | null;
  lastIntrospectedAt: Date | null;
  retireAskedById: string | null;
  /** When its retirement was asked for; null when nobody has. */
  retireAskedAt: Date | null;
  registeredById: string | null;
  registeredAt: Date;
  updatedAt: Date;
  version: number;
}

export interface ToolFacts {
  id: string;
  serverId: string;
  name: string;
  title: string | null;
  description: string;
  definition: ToolDefinition;
  /** Changes exactly when the definition changes materially. */
  digest: string;
  claimedImpact: Impact | null;
  suggestedImpact: Impact;
  reviewedImpact: Impact;
  impactReasons: ImpactReason[];
  state: ToolState;
  stateReason: string | null;
  version: number;
}

export interface ConsumerFacts {
  id: string;
  slug: string;
  name: string;
  kind: ConsumerKind;
  ownerId: string | null;
  /** Since when it is out of use; null for one in use. */
  deactivatedAt: Date | null;
}

export interface ScopeFacts {
  id: string;
  serverId: string;
  name: string;
  system: string | null;
  breadth: ScopeBreadth;
}

interface AnsweringPerson {
  id: string;
  name: string;
  isActive: boolean;
}

/** All that rules look at: no definition, no fingerprint. Credentials are the active ones, tools those offered. */
export interface GovernedServer {
  id: string;
  slug: string;
  name: string;
  state: ServerState;
  environment: Environment;
  criticality: Criticality;
  transport: Transport;
  command: string | null;
  args: string[];
  url: string | null;
  packageRegistry: string | null;
  packageName: string | null;
  packageVersion: string | null;
  serverRoleId: string | null;
  /** Its own, and those of the systems it reaches. */
  dataClasses: string[];
  nextReviewOn: Date;
  owner: AnsweringPerson | null;
  backupOwner: AnsweringPerson | null;
  scopes: { id: string; name: string; system: string | null; breadth: ScopeBreadth }[];
  credentials: {
    id: string;
    name: string;
    keptIn: CredentialKeptIn;
    place: string | null;
    issuedAt: Date | null;
    addedAt: Date;
    expiresAt: Date | null;
    /** False for one that was found and of which nobody has said when it ends. */
    isEndKnown: boolean;
    /** Other servers that sign in with the very same value: at most 20 of them. */
    alsoOn: { slug: string; name: string }[];
    /** In how many places of client files a value from before its rotations still stands. */
    formerSeenCount: number;
  }[];
  tools: { id: string; name: string; state: ToolState; reviewedImpact: Impact }[];
  /** What clients' files show to be risky, besides what the connection shows itself. "*" is every tool. */
  configurationRisks: { risk: string; explanation: string; tools: string[]; placeCount: number }[];
}
