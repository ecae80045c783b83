/**
 * Whether a text is a sample of data and nothing a model could take for an instruction, an address or a file to read:
 * a short literal of at most WORDS_MAX Latin words without white space, such as T-42, or an identifier, date or number.
 */
export function isPlainSample(text: string): boolean {
  if (text.length <= IDENTIFIER_CHARS_MAX && IDENTIFIER.test(text)) return true;
  return text.length <= SAMPLE_CHARS_MAX && LITERAL.test(text) && wordsIn(text) <= WORDS_MAX;
}

/** Whether all examples of a schema together are plain samples: many short ones in a row could spell a sentence. */
export function isPlainSamples(examples: readonly unknown[]): boolean {
  const texts = examples.flatMap(textsOf);
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  const words = texts.reduce((sum, text) => sum + (IDENTIFIER.test(text) ? 0 : wordsIn(text)), 0);
  return chars <= ALL_CHARS_MAX && words <= ALL_WORDS_MAX && texts.every(isPlainSample);
}

/** Keys and values alike: a model reads both. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => [key, ...textsOf(item)]);
  }
  return typeof value === "string" ? (value === "" ? [] : [value]) : [];
}

/** Runs of letters, each hump of camel case for itself. */
function wordsIn(text: string): number {
  return text.match(/\p{Lu}?\p{Ll}+|\p{Lu}+/gu)?.length ?? 0;
}

const SAMPLE_CHARS_MAX = 24;
const WORDS_MAX = 3;
const ALL_CHARS_MAX = 200;
const ALL_WORDS_MAX = 12;

const LITERAL = /^[\p{Script=Latin}\p{N}_.#-]+$/u;
// Numbers, dates and times, hexadecimal identifiers and UUIDs (RFC 9562); a digit keeps words such as "dead" out.
const IDENTIFIER = /^(?=.*\d)[\dA-Fa-f.:+TZ-]+$/;
const IDENTIFIER_CHARS_MAX = 40;
