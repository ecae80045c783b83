import type { DataClass } from "#lib/inventory/model.ts";
import type {
  CredentialKeptIn,
  CredentialKind,
  Criticality,
  Environment,
  ScopeBreadth,
} from "#lib/kernel/generated/enums.ts";
import type { PersonKey } from "./people.ts";
import type { Trade } from "./tools/all-tools.ts";

/** One server of the demonstration, as a person would describe it. */
export interface DemoServer {
  name: string;
  purpose: string;
  trade: Trade;
  environment: Environment;
  criticality: Criticality;
  team: string;
  /** Owner, then backup owner. */
  owners: readonly [PersonKey] | readonly [PersonKey, PersonKey];
  /** An address, or an npm package as name@version (without a version: not pinned). */
  reach: { url: string } | { sse: string } | { npm: string; args?: readonly string[] };
  /** Registered so many days ago. */
  since: number;
  /** Tools that its owner asked for; all other tools are disabled unless `leavesOthers`. */
  asked?: readonly string[] | "all";
  /** Days the approval lasts. */
  askedDays?: number;
  /** Consumers that are let in by the same request. */
  usedBy?: readonly string[];
  /** Tools nobody asked for stay as they were found. */
  leavesOthers?: boolean;
  credential?: DemoCredential | null;
  scopes?: readonly { name: string; breadth: ScopeBreadth }[];
  dataClasses?: readonly DataClass[];
  serverRole?: string | null;
  /** Nobody wrote down how it is cut off. */
  hasNoPath?: true;
  /** What became of looking at its tools: not allowed to run its command, or it did not answer. */
  look?: "not-allowed" | "unreachable";
}

export interface DemoCredential {
  kind?: CredentialKind;
  name?: string;
  keptIn?: CredentialKeptIn;
  place?: string;
  /** Days from today; negative when it is over, null when it never ends. */
  endsIn: number | null;
}
