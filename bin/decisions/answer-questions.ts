import { applySemantic, describeIssues, questionsOf, type ReadQuestion } from "#lib/decisions/evaluations.ts";
import { type AccessQuestion, accessQuestion, evaluationsRequest } from "#lib/decisions/input.ts";
import { type Answer, deny } from "#lib/decisions/model.ts";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import type { TokenActor } from "#lib/kernel/actor.ts";

/** What goes back: a status and a JSON body, and the answers for the metrics. */
export interface Reply {
  status: number;
  body: unknown;
  answers: readonly Answer[];
}

/** One question (AuthZEN section 6). */
export async function answerOne(body: unknown, authenticate: () => Promise<TokenActor>): Promise<Reply> {
  const parsed = accessQuestion.safeParse(body);
  const actor = await authenticate();
  if (!parsed.success) return malformed(describeIssues(parsed.error.issues));
  const [answer = UNREADABLE] = await evaluateAccess(actor, { questions: [parsed.data] });
  return { status: 200, body: toBody(answer), answers: [answer] };
}

/** Several questions (AuthZEN section 7); without any it is a single question, as the standard has it. */
export async function answerMany(body: unknown, authenticate: () => Promise<TokenActor>): Promise<Reply> {
  const parsed = evaluationsRequest.safeParse(body);
  if (parsed.success && (parsed.data.evaluations ?? []).length === 0) return answerOne(body, authenticate);
  const actor = await authenticate();
  if (!parsed.success) return malformed(describeIssues(parsed.error.issues));
  const read = questionsOf(parsed.data);
  const evaluated = await evaluateReadable(actor, read);
  const answers = applySemantic(evaluated, parsed.data.options?.evaluations_semantic ?? "execute_all");
  return { status: 200, body: { evaluations: answers.map(toBody) }, answers };
}

/** A malformed question among good ones is denied on its own, and says so (AuthZEN section 7.2.1). */
async function evaluateReadable(actor: TokenActor, read: readonly ReadQuestion[]): Promise<Answer[]> {
  const questions = read.flatMap((one): AccessQuestion[] => (one.ok ? [one.question] : []));
  const answers = questions.length === 0 ? [] : await evaluateAccess(actor, { questions });
  let next = 0;
  return read.map((one) => {
    if (!one.ok) return deny("malformed_question", one.words);
    const answer = answers[next];
    next += 1;
    return answer ?? UNREADABLE;
  });
}

const UNREADABLE = deny("unavailable", "What is on record could not be read, so the answer is no.");

/** The no that stands in for an answer when the store cannot be asked (product rule 4). */
export function unavailable(): Reply {
  return { status: 200, body: toBody(UNREADABLE), answers: [UNREADABLE] };
}

export function malformed(words: string): Reply {
  return { status: 400, body: { error: { code: "invalid", words } }, answers: [] };
}

function toBody({ decision, reason }: Answer) {
  if (reason.code !== "malformed_question") return { decision, context: { reason } };
  return { decision, context: { reason, error: { status: 400, message: reason.words } } };
}
