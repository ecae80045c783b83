import type { z } from "zod";
import { findEncodedSecrets } from "./secrets/encoded-secrets.ts";
import { isAnnounced } from "./secrets/is-announced.ts";
import { secretKindOf } from "./secrets/is-secret-name.ts";
import { isSecretValue, looksRandom } from "./secrets/is-secret-value.ts";
import { scanText } from "./secrets/scan-text.ts";
import type { SecretSpan } from "./secrets/secret-patterns.ts";

export const NO_SECRET =
  "This looks like a credential. Steward keeps none: put the name of a variable here instead.";

/** A field that holds no credential: the rules that read client files look at what is typed in too. */
export function withoutSecret<Schema extends z.ZodType<string | null>>(schema: Schema): Schema {
  return schema.refine((text) => text === null || !textCarriesSecret(text), NO_SECRET);
}

/**
 * Whether the words of a command line carry a credential in the open. References such as `${TOKEN}`, placeholders
 * and what an import already took out are welcome.
 */
export function carriesSecret(words: readonly string[]): boolean {
  const shown = words.map(withoutMarks);
  return (
    shown.some((word, index) => {
      const flag = shown[index - 1] ?? "";
      return isAnnounced(flag, word) && isSecretValue(flag, word);
    }) || [...shown, shown.join(" ")].some((text) => spansOf(text).length > 0)
  );
}

/** The same for a sentence: "Password: kept in Vault" and "uses Basic Authentication" tell nothing. */
export function textCarriesSecret(text: string): boolean {
  const shown = withoutMarks(text);
  return spansOf(shown).some((span) => !isProse(shown, span));
}

/**
 * A text without its secrets, each replaced by `[secret: kind]`. In a sentence (`reads: "prose"`) a plain word after
 * "password:" stays; a variable's name stays anywhere.
 */
export function replaceSecrets(text: string, reads: "prose" | "output"): string {
  let result = "";
  let from = 0;
  const spans = [...scanText(text), ...findEncodedSecrets(text)].toSorted((a, b) => a.start - b.start);
  for (const span of spans) {
    const isName = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+[.,;:!?)]*$/.test(text.slice(span.start, span.end));
    if (span.start < from || isName || (reads === "prose" && isProse(text, span))) continue;
    result += `${text.slice(from, span.start)}[secret: ${span.kind}]`;
    from = span.end;
  }
  return result + text.slice(from);
}

function spansOf(text: string): SecretSpan[] {
  // JSON inside a JSON string escapes its quotes.
  const inner = text.includes('\\"') ? scanText(text.replaceAll('\\"', '"')) : [];
  return [...scanText(text), ...inner, ...findEncodedSecrets(text)];
}

function withoutMarks(text: string): string {
  return text.replace(/\[(?:secret: [\w-]{1,60}|value not kept|removed)\]/g, "<removed>");
}

/** After a space the value may just be the sentence's next word; after "=" it is a value. */
function isProse(text: string, { start, end, kind }: SecretSpan): boolean {
  const before = text.charAt(start - 1);
  // The first characters tell, and bound the cost of what follows.
  const value = text.slice(start, Math.min(end, start + 300));
  const isWords = /^\p{L}+(?:[/._'’-]\p{L}+)*[.,;:!?)/]*$/u.test(value) && !looksRandom(value);
  if (before === ":") return isWords && value.includes("/");
  if (!/\s/.test(before) || KNOWN_SHAPES_ONLY.has(kind)) return false;
  if (isWords) return true;
  if (kind === "password") return false;
  return NAMED_KINDS.has(kind) && !/(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{8,}/.test(value);
}

const NAMED_KINDS = new Set([
  ...["apiKey", "token", "secret", "authorization", "cookie", "privateKey", "dsn"].map(secretKindOf),
  "bearer-token",
  "basic-auth",
]);
const KNOWN_SHAPES_ONLY = new Set(["jwt", "encoded-secret", "user-in-url", "password-in-url"]);
