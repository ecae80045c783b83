import { z } from "zod";
import { withoutSecret } from "../inventory/plain-secret.ts";
import { severalLines } from "../kernel/one-line.ts";

const words = (what: string, most: number) =>
  withoutSecret(
    z
      .string(what)
      .overwrite(severalLines)
      .trim()
      .min(3, what)
      .max(most, `Keep it under ${most.toLocaleString("en")} characters.`),
  );

const yesOrNo = (what: string) => z.enum(["yes", "no"], what);

/** What somebody who answers for a server is asked beside whether it stays; kept with the answer. */
export const serverAnswers = z.strictObject({
  /** Still needed, and for what. */
  neededFor: words("Say what it is needed for.", 500),
  roleIsRight: yesOrNo("Say whether its role is right."),
  /** A person, a team or a place: never the value. */
  credentialHolder: words("Say who holds its credential.", 200),
  pathIsCurrent: yesOrNo("Say whether its revocation path is current."),
});
export type ServerAnswers = z.output<typeof serverAnswers>;

/** Why a server may not simply go on as it is, in words; null when all is said and well. */
export function answersProblem(answers: ServerAnswers, reason: string | null): string | null {
  const isWell = answers.roleIsRight === "yes" && answers.pathIsCurrent === "yes";
  if (isWell || (reason !== null && reason.trim() !== "")) return null;
  return answers.roleIsRight === "no"
    ? "Its role is not right: say why it may go on, or choose change and say what is to be done."
    : "Its revocation path is not current: say why it may go on, or choose change and say what is to be done.";
}
