import type { Environment, RequestKind } from "#lib/kernel/generated/enums.ts";

/** What differs between the kinds of request. */
export interface KindOfRequest {
  /** Where what it grants would be used: its path is chosen for that. */
  environmentOf(server: { environment: Environment }): Environment;
  /** Carries grants in force on, under a new approval, and brings nothing else into force. */
  carriesOn: boolean;
  /** Everything that the server may do counts for its path, not only the tools that are named. */
  weighsWholeServer: boolean;
}

const asItIs = ({ environment }: { environment: Environment }) => environment;

export const KINDS = {
  enable_tools: { environmentOf: asItIs, carriesOn: false, weighsWholeServer: false },
  give_access: { environmentOf: asItIs, carriesOn: false, weighsWholeServer: false },
  grant_scopes: { environmentOf: asItIs, carriesOn: false, weighsWholeServer: true },
  move_to_production: { environmentOf: () => "production", carriesOn: true, weighsWholeServer: true },
  extend_grants: { environmentOf: asItIs, carriesOn: true, weighsWholeServer: false },
} as const satisfies Record<RequestKind, KindOfRequest>;

/** When a grant ends that an approved request carries on; null to leave it as it is. */
export function endOfCarriedOn(kind: RequestKind, current: Date, approvedUntil: Date): Date | null {
  const isLater = approvedUntil.getTime() > current.getTime();
  // Whoever agreed to an end before the move agreed to no later one; an extension that has been cut short takes nothing away.
  if (kind === "move_to_production") return isLater ? current : approvedUntil;
  return isLater ? approvedUntil : null;
}
