import type {
  CredentialKeptIn,
  CredentialKind,
  CredentialState,
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

export interface BulkServer {
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
  identityDigest: string;
  dataClasses: string[];
  tags: string[];
  ownerId: string | null;
  backupOwnerId: string | null;
  serverRoleId: string | null;
  nextReviewOn: Date;
  lastSeenAt: Date | null;
  lastIntrospectedAt: Date | null;
  registeredById: string;
  registeredAt: Date;
  updatedAt: Date;
}

/** What many servers offer alike: a definition with its digest and its impact for one set of data classes. */
export interface ToolOffer {
  key: string;
  name: string;
  description: string;
  definition: ToolDefinition;
  digest: string;
  claimedImpact: Impact | null;
  suggestedImpact: Impact;
  impactReasons: ImpactReason[];
}

export interface BulkTool {
  id: string;
  versionId: string;
  serverId: string;
  /** The key of its offer. */
  offer: string;
  state: ToolState;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

export interface BulkScope {
  id: string;
  serverId: string;
  name: string;
  system: string | null;
  breadth: ScopeBreadth;
  addedAt: Date;
}

export interface BulkCredential {
  id: string;
  serverId: string;
  name: string;
  kind: CredentialKind;
  issuer: string | null;
  keptIn: CredentialKeptIn;
  place: string | null;
  fingerprint: string | null;
  lengthChars: number | null;
  state: CredentialState;
  issuedAt: Date | null;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  addedAt: Date;
}
