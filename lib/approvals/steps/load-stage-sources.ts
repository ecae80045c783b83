import { z } from "zod";
import type { Tx } from "#lib/kernel/db.ts";
import { type ApproverSource, approverSource } from "#lib/policy/approval/policy-document.ts";
import { listStageSources } from "../seat-store.ts";

/** Where the people of each stage of a request come from, as it was frozen. */
export async function loadStageSources(
  tx: Tx,
  requestId: string,
): Promise<{ position: number; from: ApproverSource[] }[]> {
  const rows = await listStageSources(tx, requestId);
  // Written by openRequest; parsed again, since it has been kept as JSON meanwhile.
  return rows.map(({ position, approvers }) => ({
    position,
    from: z.array(approverSource).parse(approvers),
  }));
}
