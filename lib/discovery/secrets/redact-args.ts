import { isAnnounced } from "../../inventory/secrets/is-announced.ts";
import { isPlaceholder, isReference } from "../../inventory/secrets/is-placeholder.ts";
import { isSecretName } from "../../inventory/secrets/is-secret-name.ts";
import { isPlainConfig } from "../../inventory/secrets/is-secret-value.ts";
import { withoutRandomParts } from "./random-parts.ts";
import { isTooRandomToKeep, NOT_KEPT, type Redactor } from "./redactor.ts";
import { withoutPossiblePassword } from "./unknown-values.ts";

/** The words of a command line without what is, or may be, a credential. */
export function redactArgs(command: string, args: readonly string[], redactor: Redactor): string[] {
  return args.map((word, index) => {
    const place = `args[${index}]`;
    const previous = args[index - 1] ?? "";
    const header = headerIn(word, previous);
    if (header !== null)
      return header.before + (headerValue(header.name, header.value, place, redactor) ?? NOT_KEPT);
    const announcedHeader = headerBefore(args, index);
    if (announcedHeader !== null) return headerValue(announcedHeader, word, place, redactor) ?? NOT_KEPT;
    const possible = withoutPossiblePassword(command, previous, word);
    if (possible !== word && redactor.redact(word, place, null) === word) return possible;
    const flag = isAnnounced(previous, word) ? previous : null;
    // A value in base64 ends in "=": after a credential's flag it is no assignment.
    const assignment = flag === null ? /^(-{0,2}[A-Za-z_][\w.-]{0,80})=([^=].*)$/s.exec(word) : null;
    if (assignment?.[1] && assignment[2] !== undefined) {
      const [, name, value] = assignment;
      return `${name}=${withoutRandomParts(redactor.redact(value, place, name), name)}`;
    }
    return withoutRandomParts(redactor.redact(word, place, flag), previous);
  });
}

const HEADER_FLAG = /^(?:-H|--headers?)$/;

/** A header in one word, after its flag or together with it. */
function headerIn(word: string, previous: string): { before: string; name: string; value: string } | null {
  const pattern = HEADER_FLAG.test(previous)
    ? /^(?<before>(?<name>[\w-]{1,64})\s*:\s*)(?<value>.+)$/s
    : /^(?<before>(?:-H|--headers?=)\s*(?<name>[\w-]{1,64})\s*:\s*)(?<value>.+)$/s;
  const { before, name, value } = pattern.exec(word)?.groups ?? {};
  if (before === undefined || name === undefined || value === undefined || SCHEME.test(value)) return null;
  // Written as people write it, whatever the spaces were.
  return { before: before.replace(/\s*:\s*$/, ": "), name, value };
}

/** The header that a word is the value of when it was split over words: `--header Authorization: Bearer x`. */
function headerBefore(args: readonly string[], index: number): string | null {
  const word = args[index] ?? "";
  const hasScheme = SCHEME.test(args[index - 1] ?? "");
  if (SCHEME.test(word) || word.startsWith("--")) return null;
  const nameAt = hasScheme ? index - 2 : index - 1;
  // `Authorization:Bearer x` has name and scheme in one word.
  const glued = /^(.*:)\s*(?:Bearer|Basic|Token|ApiKey|Bot)$/i.exec(args[index - 1] ?? "")?.[1];
  const named = glued ?? args[nameAt] ?? "";
  const flag = args[(glued === undefined ? nameAt : index - 1) - 1] ?? "";
  const alone = HEADER_FLAG.test(flag) ? /^([\w-]{1,64})\s*:$/.exec(named) : null;
  return (alone ?? /^(?:-H|--headers?=)\s*([\w-]{1,64})\s*:$/.exec(named))?.[1] ?? null;
}

const SCHEME = /^(?:Bearer|Basic|Token|ApiKey|Bot)$/i;

// A header in a client's file is there to prove who calls: a random value under any other name is a credential.
const ORDINARY_HEADERS =
  /^(?:accept|accept-.*|content-type|user-agent|origin|referer|host|mcp-.*|x-request-id|traceparent|.*-version|.*-id)$/i;

export function headerValue(name: string, value: string, place: string, redactor: Redactor): string | null {
  const result = redactor.redact(value, place, name);
  if (result !== value || isReference(value) || isPlaceholder(value)) return result;
  if (isTooRandomToKeep(value) && !ORDINARY_HEADERS.test(name))
    return redactor.take(value, "header-value", place);
  return isPlainConfig(value) && !isSecretName(name) ? value : null;
}
