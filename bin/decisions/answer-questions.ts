import { applySemantic, describeIssues, questionsOf, type ReadQuestion } from "#lib/decisions/evaluations.ts";
import { type AccessQuestion, accessQuestion, evaluationsRequest } from "#lib/decisions/input.ts";
import { type Answer, deny } from "#lib/decisions/model.ts";
import { isPlainQuestion } from "#lib/decisions/plain-question.ts";

/** What goes back: a status and a JSON body, and the answers for the metrics. */
export interface Reply {
  status: number;
  body: unknown;
  answers: readonly Answer[];
}

/** Somebody whose token is good, and what they are answered. */
export interface Asking {
  answer(question: AccessQuestion): Answer;
  /** The URL people open: where they can ask for what was denied. */
  publicUrl: string;
}

/** One question (AuthZEN section 6). */
export function answerOne(body: unknown, asking: Asking): Reply {
  if (isPlainQuestion(body)) return replyTo(asking.answer(body), asking);
  const parsed = accessQuestion.safeParse(body);
  if (!parsed.success) return malformed(describeIssues(parsed.error.issues));
  return replyTo(asking.answer(parsed.data), asking);
}

/** Several questions (AuthZEN section 7); without any it is a single question, as the standard has it. */
export function answerMany(body: unknown, asking: Asking): Reply {
  const parsed = evaluationsRequest.safeParse(body);
  if (parsed.success && (parsed.data.evaluations ?? []).length === 0) return answerOne(body, asking);
  if (!parsed.success) return malformed(describeIssues(parsed.error.issues));
  const evaluated = questionsOf(parsed.data).map((one) => answerRead(one, asking));
  const answers = applySemantic(evaluated, parsed.data.options?.evaluations_semantic ?? "execute_all");
  return {
    status: 200,
    body: { evaluations: answers.map((one) => toBody(one, asking.publicUrl)) },
    answers,
  };
}

/** A malformed question among good ones is denied on its own, and says so (AuthZEN section 7.2.1). */
function answerRead(read: ReadQuestion, asking: Asking): Answer {
  return read.ok ? asking.answer(read.question) : deny("malformed_question", read.words);
}

function replyTo(answer: Answer, { publicUrl }: Asking): Reply {
  return { status: 200, body: toBody(answer, publicUrl), answers: [answer] };
}

const UNREADABLE = deny("unavailable", "What is on record could not be read, so the answer is no.");

/** The no that stands in for an answer when nothing is known (product rule 4). */
export function unavailable(): Reply {
  return { status: 200, body: toBody(UNREADABLE, ""), answers: [UNREADABLE] };
}

export function malformed(words: string): Reply {
  return { status: 400, body: { error: { code: "invalid", words } }, answers: [] };
}

/** `access_request.form_url` as in the draft of the AuthZEN Access Request and Approval Profile: a page for people. */
function toBody({ decision, reason, requestPath }: Answer, publicUrl: string) {
  if (reason.code === "malformed_question") {
    return { decision, context: { reason, error: { status: 400, message: reason.words } } };
  }
  if (requestPath === undefined) return { decision, context: { reason } };
  return { decision, context: { reason, access_request: { form_url: publicUrl + requestPath } } };
}
