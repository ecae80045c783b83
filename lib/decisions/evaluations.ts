import { type AccessQuestion, accessQuestion, type EvaluationsRequest, type Semantic } from "./input.ts";
import type { Answer } from "./model.ts";
import { isPlainQuestion } from "./plain-question.ts";

/** A question that can be evaluated, or what is wrong with it, in words. */
export type ReadQuestion = { ok: true; question: AccessQuestion } | { ok: false; words: string };

/** The questions of a request with the defaults filled in, each read on its own. */
export function questionsOf(request: EvaluationsRequest): ReadQuestion[] {
  const { subject, action, resource, context } = request;
  const defaults = Object.fromEntries(
    Object.entries({ subject, action, resource, context }).filter(([, value]) => value !== undefined),
  );
  return (request.evaluations ?? []).map((own) => {
    const whole = { ...defaults, ...own };
    if (isPlainQuestion(whole)) return { ok: true, question: whole };
    const parsed = accessQuestion.safeParse(whole);
    if (parsed.success) return { ok: true, question: parsed.data };
    return { ok: false, words: describeIssues(parsed.error.issues) };
  });
}

/** Which fields are missing or mistyped; values are never quoted. */
export function describeIssues(issues: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  const parts = issues.slice(0, 10).map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`);
  return parts.join("; ");
}

/** The answers as far as the semantic gives them: up to and including the one that settles it (section 7.1.2.1). */
export function applySemantic(answers: readonly Answer[], semantic: Semantic): Answer[] {
  if (semantic === "execute_all") return [...answers];
  const settling = semantic === "permit_on_first_permit";
  const index = answers.findIndex((answer) => answer.decision === settling);
  return index === -1 ? [...answers] : answers.slice(0, index + 1);
}
