import { AppError } from "#lib/kernel/app-error.ts";

const REFUSED_SIGN_IN = /28P01|28000|3D000/;

/** An error in words for the person at the keyboard, on one line where it can be. */
export function wordsOf(error: unknown): string {
  if (error instanceof AppError) return error.publicMessage;
  const text = error instanceof Error ? error.message : String(error);
  if (REFUSED_SIGN_IN.test(text)) {
    return "The database does not take the role, the password or the name in DATABASE_APP_URL.";
  }
  return text.trim();
}
