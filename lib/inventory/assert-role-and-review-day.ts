import { AppError } from "../kernel/app-error.ts";
import type { CommandContext } from "../kernel/command.ts";
import type { SharedGovernanceInput } from "./input.ts";
import { decideReviewDate, type ReviewClock } from "./review-date.ts";
import { holdServerRoles } from "./store.ts";

/**
 * The server role, held until commit, and the review day of servers that are registered.
 *
 * @throws AppError `invalid` by field
 */
export async function assertRoleAndReviewDay(
  { tx, now }: CommandContext,
  clock: ReviewClock,
  answers: Pick<SharedGovernanceInput, "environment" | "criticality" | "serverRoleId" | "nextReviewOn">,
): Promise<void> {
  const fields: Record<string, string> = {};
  if (answers.serverRoleId !== null && (await holdServerRoles(tx, [answers.serverRoleId])).size === 0) {
    fields.serverRoleId = "There is no such server role. Choose one from the list.";
  }
  if (answers.nextReviewOn !== undefined) {
    const verdict = decideReviewDate(
      clock,
      { ...answers, impact: null, from: now },
      answers.nextReviewOn,
      now,
    );
    if (!verdict.ok) fields.nextReviewOn = verdict.reason;
  }
  if (Object.keys(fields).length === 0) return;
  throw new AppError("invalid", "Some fields need attention.", { fields });
}
