import { findPatternedSecrets } from "./secret-patterns.ts";

/**
 * True for a value that stands for a secret without being one: a variable reference, a mark to fill in, a
 * redaction, an example that an issuer prints in its own documentation.
 */
export function isPlaceholder(value: string): boolean {
  const text = stripQuotes(
    withoutReferences(value)
      .replace(/^(?:Bearer|Basic|Token|ApiKey)\b/i, "")
      .trim(),
  );
  if (isFiller(text)) return true;
  if (isBracketedFillIn(text) || WELL_KNOWN_EXAMPLE.test(text)) return true;
  return isMaskedTail(text) || readsAsInstruction(text);
}

/** True when nothing but variable references is left, such as `${TOKEN}`, `$TOKEN` or `{{token}}`. */
export function isReference(value: string): boolean {
  return value.trim() !== "" && withoutReferences(value).trim() === "";
}

/**
 * The text without its variable references. `${NAME:-fallback}`, `${NAME-fallback}` and `$(echo value)` leave what they
 * give: that is a value. So is a token of a known shape that merely stands between a reference's brackets.
 * A bare `$NAME` counts in capitals only, because passwords may begin with a dollar sign too.
 */
export function withoutReferences(value: string): string {
  let text = value.replace(/\$\((?:echo|printf)\s+(?:-\w\s+)?([^()]*)\)/g, "$1");
  // One round for each level of a fallback inside a fallback.
  for (let level = 0; level < MAX_FALLBACK_LEVELS; level += 1) {
    const next = text.replace(FALLBACK, fallbackOf);
    if (next === text)
      return text.replace(REFERENCE, (found) => (findPatternedSecrets(found).length > 0 ? found : ""));
    text = next;
  }
  return text;
}

const MAX_FALLBACK_LEVELS = 8;
const FALLBACK = /\$\{(?:env:)?(\w+)(:?)[-=+]([^{}]*)\}/g;

/** Without a colon the dash may belong to the name: `${api-key}`, `${MY-TOKEN}`. */
function fallbackOf(found: string, name: string, colon: string, fallback: string): string {
  const isNamePart = /[a-z]/.test(name)
    ? /^(?:[A-Za-z_]+|\d{1,2})(?:-(?:[A-Za-z_]+|\d{1,2}))*$/.test(fallback)
    : /^[A-Z_-]*$/.test(fallback);
  return colon === "" && isNamePart ? found.replaceAll("-", "_") : fallback;
}

const REFERENCE =
  /\$\{[^{}]*\}|\$\{\{[^{}]*\}\}|\{\{[^{}]*\}\}|\{(?:env|file|input|secret):[^{}]*\}|\$env:\w+|\$\([^()]*\)|\$[A-Z_][A-Z0-9_]*(?![a-z])|%[A-Z_][A-Z0-9_]*%|op:\/\/\S+|(?:secret|vault|keyring|keychain):\/\/\S+/g;
const FILL_IN_SHAPE =
  /^(?:<(?<pointed>[^<>]*)>|\[(?<square>[^[\]]*)\]|\{(?<curly>[^{}:"]*)\}|\((?<round>.*)\)|__[A-Za-z_]+__|%(?<percent>[\w-]+)%)$/s;
// Issuers' own printed examples: AWS ends them in EXAMPLE, jwt.io's sample token, Stripe's documentation key.
const WELL_KNOWN_EXAMPLE = /^(?:AKIA[A-Z0-9]{9}EXAMPLE|wJalrXUtnFEMI\/K7MDENG\/bPxRfiCYEXAMPLEKEY)$/;
// Nobody's password begins like this; what is left of an instruction may be any word ("your-acme-token").
const INSTRUCTION_WORDS = new Set(
  "your yours replace replaceme changeme changethis placeholder example examples redacted dummy insert todo fixme xxxx fake mock".split(
    " ",
  ),
);
// These also stand in passphrases ("hidden-dragon-42"): they count among words about credentials only.
const FILL_IN_WORDS = new Set([
  ...INSTRUCTION_WORDS,
  ..."change fill enter paste removed hidden masked sample here undefined required optional none empty unset".split(
    " ",
  ),
]);
const CREDENTIAL_WORDS = new Set(
  "key keys apikey token tokens secret secrets password passwords passwd pass pwd pat pin id name user username login email value values url uri host account org organization project workspace team tenant credential credentials string auth oauth bearer basic api app client access personal private public service admin root db database server session cookie code region domain sk pk my the a an this that it in with for to of on or not is be if real own actual new test set as from put add".split(
    " ",
  ),
);
const STRONG_FILL_IN =
  /^(?:your|insert|enter|paste|(?:my|the|some)[-_ ])[a-z_ -]*(?:key|token|secret|password|id|name|user|username|value|url|host|account|org|project|credential|credentials|string|here)s?$|^(?:changeme|changeit|changethis|replaceme|redacted|placeholder|todo|fixme)$/;

function stripQuotes(text: string): string {
  return /^(["'`]).*\1$/s.test(text) ? text.slice(1, -1).trim() : text;
}

/** Nothing, one character again and again, or signs only. */
function isFiller(text: string): boolean {
  return text === "" || /^(.)\1*$/u.test(text) || /^[x*.\-_•#?…\s:/@,;]+$/i.test(text);
}

/** `sk-xxxxxxxx`, `ghp_****`, `AKIA...`: a real prefix, then nothing but filler. */
function isMaskedTail(text: string): boolean {
  return /^[A-Za-z]{0,10}(?:[-_.:][A-Za-z0-9]{1,8}){0,3}[-_.:]?(?:x{4,}|X{4,}|\*{3,}|\.{3,}|…+|•{3,}|0{8,})(?:[A-Za-z0-9]{0,4})$/.test(
    text,
  );
}

/** `<TOKEN>`, `[your key]`, `(optional)`: words between brackets. What no hand would write as a word is a value. */
function isBracketedFillIn(text: string): boolean {
  const match = FILL_IN_SHAPE.exec(text);
  if (match === null) return false;
  const { pointed = match.groups?.percent, square, curly, round } = match.groups ?? {};
  const inner = pointed ?? square ?? curly ?? round;
  if (inner === undefined || isFiller(inner.trim()) || isMaskedTail(inner) || readsAsInstruction(inner))
    return true;
  const words = inner.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  if (
    !words.every(
      (word) => /^\p{L}{1,30}$|^[A-Z]{1,20}\d{0,3}$|^\d{1,2}$/u.test(word) || isCredentialWord(word),
    )
  )
    return false;
  // Pointed brackets and percent signs are for this; other brackets may surround any password.
  return (
    pointed !== undefined || inner === inner.toUpperCase() || words.length > 2 || words.some(isCredentialWord)
  );
}

function isCredentialWord(word: string): boolean {
  const plain = word.toLowerCase().replace(/\d{1,2}$/, "");
  return CREDENTIAL_WORDS.has(plain) || FILL_IN_WORDS.has(plain) || STRONG_FILL_IN.test(plain);
}

/** `YOUR_API_KEY`, `sk-your-key-here`: words only, one of them an instruction; a random part spoils it. */
function readsAsInstruction(text: string): boolean {
  const squashed = text.toLowerCase();
  if (STRONG_FILL_IN.test(squashed)) return true;
  // Instructions are words and separators; a sign from base64 or a password generator is no instruction.
  if (!/^[a-z0-9 _.:'-]+$/.test(squashed)) return false;
  const words = squashed.split(/[^a-z0-9]+/).filter((word) => word !== "");
  if (!words.every((word) => /^[a-z]{1,14}\d{0,2}$|^\d{1,4}$/.test(word))) return false;
  if (words.every((word) => isCredentialWord(word) || /^\d{1,4}$/.test(word)))
    return words.some((word) => FILL_IN_WORDS.has(word) || (words.length > 1 && STRONG_FILL_IN.test(word)));
  const hasDigits = /\d/.test(squashed);
  const namesCredential = words.some((word) => CREDENTIAL_WORDS.has(word));
  const isInstruction = words.some(
    (word) =>
      INSTRUCTION_WORDS.has(word) ||
      STRONG_FILL_IN.test(word) ||
      (FILL_IN_WORDS.has(word) && namesCredential && !hasDigits),
  );
  return words.length > 1 && isInstruction && (!hasDigits || namesCredential);
}
