import { loadDirectory } from "../../identity/steps/load-directory.ts";
import { AppError, type ErrorSubject } from "../../kernel/app-error.ts";
import type { Tx } from "../../kernel/db.ts";
import { knownIn, sourcesOf, wantedBy } from "../approval/approvers-of.ts";
import { breakGlassProblems } from "../approval/break-glass-problems.ts";
import { type ApprovalPolicy, approvalPolicyDocument } from "../approval/policy-document.ts";
import { type PolicyProblem, policyProblems } from "../approval/policy-problems.ts";
import { cadenceProblems } from "../approval/review-problems.ts";

/** What is wrong with a document as things are now: its form, what it says, and whom it names. */
export async function findPolicyProblems(tx: Tx, document: unknown): Promise<PolicyProblem[]> {
  const parsed = approvalPolicyDocument.safeParse(document);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ at: path.join("."), reason: message }));
  }
  const directory = await loadDirectory(tx, wantedBy(sourcesOf(parsed.data)));
  const known = knownIn(directory);
  return [
    ...policyProblems(parsed.data, known),
    ...breakGlassProblems(parsed.data.breakGlass, known),
    ...cadenceProblems(parsed.data.reviewCadence),
  ];
}

/** The document as a policy. @throws AppError `invalid` that says what is wrong, by the place in the document */
export async function assertSoundPolicy(
  tx: Tx,
  document: unknown,
  subject: ErrorSubject,
): Promise<ApprovalPolicy> {
  const problems = await findPolicyProblems(tx, document);
  const [first] = problems;
  if (first === undefined) return approvalPolicyDocument.parse(document);
  const words = problems.length === 1 ? "One thing stands" : `${problems.length} things stand`;
  throw new AppError("invalid", `${words} in the way. ${first.reason}`, {
    fields: Object.fromEntries(problems.map(({ at, reason }) => [`document.${at}`, reason])),
    subject,
  });
}
