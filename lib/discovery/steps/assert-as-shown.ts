import { refused } from "../../kernel/app-error.ts";
import { candidateDigest } from "../candidate-view.ts";

/** An import may change a waiting candidate between the look of a person and their decision. */
export const CHANGED_MEANWHILE =
  "An import changed how this server is reached or started since you looked. Reload, look again, then decide.";

/** @throws AppError `refused` when the candidate is not the one that was shown; nothing is asked where no digest is given */
export function assertAsShown(
  candidate: Parameters<typeof candidateDigest>[0],
  shown: string | undefined,
  subject: { kind: string; id: string; name: string },
): void {
  if (shown !== undefined && shown !== candidateDigest(candidate)) throw refused(CHANGED_MEANWHILE, subject);
}
