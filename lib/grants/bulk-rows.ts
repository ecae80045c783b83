import type { RevocationStepKind } from "../kernel/generated/enums.ts";

export interface BulkRevocationStep {
  id: string;
  serverId: string;
  position: number;
  kind: RevocationStepKind;
  title: string;
  instructions: string;
  responsibleId: string | null;
}
