import { isSecretName } from "./is-secret-name.ts";

/**
 * Whether a word is the value of a credential's flag before it. `--token` alone is followed by another flag: no value.
 * After two dashes a word behind one dash is no flag of the same command: `--password -summer-rain`.
 */
export function isAnnounced(flag: string, word: string): boolean {
  if (!/^--?[A-Za-z][\w-]{0,80}$/.test(flag) || !isSecretName(flag)) return false;
  if (/^(?:-[a-z]{1,2}|--[a-z][a-z-]*(?:=.*)?)$/.test(word)) return false;
  return flag.startsWith("--") || !/^-[a-z][a-z-]*$/.test(word);
}
