import { createHash } from "node:crypto";
import type { StepRow } from "./revocation-path-store.ts";

/** SHA-256 of the steps in order, 64 hex digits: what an edit says it started from. */
export function revocationPathHash(steps: readonly StepRow[]): string {
  const text = JSON.stringify(
    steps.map(({ kind, title, instructions, responsible }) => [
      kind,
      title,
      instructions,
      responsible?.id ?? null,
    ]),
  );
  return createHash("sha256").update(text).digest("hex");
}
