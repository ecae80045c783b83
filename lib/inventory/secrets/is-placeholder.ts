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
  if (text === "" || /^(.)\1*$/u.test(text) || /^[x*.\-_•#?…\s:/@,;]+$/i.test(text)) return true;
  if (FILL_IN_SHAPE.test(text) || WELL_KNOWN_EXAMPLE.test(text)) return true;
  return isMaskedTail(text) || readsAsInstruction(text);
}

/** True when nothing but variable references is left, such as `${TOKEN}`, `$TOKEN` or `{{token}}`. */
export function isReference(value: string): boolean {
  return value.trim() !== "" && withoutReferences(value).trim() === "";
}

/**
 * The text without its variable references. `${NAME:-fallback}` leaves its fallback: that one is a value.
 * A bare `$NAME` counts in capitals only, because passwords may begin with a dollar sign too.
 */
export function withoutReferences(value: string): string {
  return value.replace(/\$\{(?:env:)?\w+:[-=]([^{}]*)\}/g, "$1").replace(REFERENCE, "");
}

const REFERENCE =
  /\$\{[^{}]*\}|\$\{\{[^{}]*\}\}|\{\{[^{}]*\}\}|\{(?:env|file|input|secret):[^{}]*\}|\$env:\w+|\$\([^()]*\)|\$[A-Z_][A-Z0-9_]*(?![a-z])|%[A-Z_][A-Z0-9_]*%|op:\/\/\S+|(?:secret|vault|keyring|keychain):\/\/\S+/g;
const FILL_IN_SHAPE = /^(?:<[^<>]*>|\[[^[\]]*\]|\{[^{}:"]*\}|__[A-Za-z_]+__|%[\w-]+%|\(.*\))$/;
// Issuers' own printed examples: AWS ends them in EXAMPLE, jwt.io's sample token, Stripe's documentation key.
const WELL_KNOWN_EXAMPLE = /^(?:AKIA[A-Z0-9]{9}EXAMPLE|wJalrXUtnFEMI\/K7MDENG\/bPxRfiCYEXAMPLEKEY)$/;
const FILL_IN_WORDS = new Set(
  "your yours replace replaceme changeme change changethis placeholder example examples redacted dummy insert todo fixme here fill enter paste xxxx removed hidden masked sample fake mock undefined required optional".split(
    " ",
  ),
);
const STRONG_FILL_IN =
  /^(?:your|insert|enter|paste|(?:my|the|some)[-_ ])[a-z_ -]*(?:key|token|secret|password|id|name|user|username|value|url|host|account|org|project|credential|credentials|string|here)s?$|^(?:changeme|changeit|changethis|replaceme|redacted|placeholder|todo|fixme)$/;

function stripQuotes(text: string): string {
  return /^(["'`]).*\1$/s.test(text) ? text.slice(1, -1).trim() : text;
}

/** `sk-xxxxxxxx`, `ghp_****`, `AKIA...`: a real prefix, then nothing but filler. */
function isMaskedTail(text: string): boolean {
  return /^[A-Za-z]{0,10}(?:[-_.:][A-Za-z0-9]{1,8}){0,3}[-_.:]?(?:x{4,}|X{4,}|\*{3,}|\.{3,}|…+|•{3,}|0{8,})(?:[A-Za-z0-9]{0,4})$/.test(
    text,
  );
}

/** `YOUR_API_KEY`, `sk-your-key-here`: words only, one of them an instruction; a random part spoils it. */
function readsAsInstruction(text: string): boolean {
  const squashed = text.toLowerCase();
  if (STRONG_FILL_IN.test(squashed)) return true;
  // Instructions are words and separators; a sign from base64 or a password generator is no instruction.
  if (!/^[a-z0-9 _.:'-]+$/.test(squashed)) return false;
  const words = squashed.split(/[^a-z0-9]+/).filter((word) => word !== "");
  if (!words.some((word) => FILL_IN_WORDS.has(word) || STRONG_FILL_IN.test(word))) return false;
  const isSeparated = words.length > 1 || FILL_IN_WORDS.has(words[0] ?? "");
  return isSeparated && words.every((word) => /^[a-z]{1,14}\d{0,2}$|^\d{1,4}$/.test(word));
}
