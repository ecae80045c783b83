import { isPlaceholder } from "./is-placeholder.ts";
import { isSecretName } from "./is-secret-name.ts";
import { isSecretValue } from "./is-secret-value.ts";
import { decodeQuietly, scanText } from "./scan-text.ts";
import type { SecretSpan } from "./secret-patterns.ts";

/** Runs of a text whose decoded form (percent or base64) holds a secret; each is one as a whole. */
export function findEncodedSecrets(text: string): SecretSpan[] {
  return [...text.matchAll(ENCODED_RUN)].flatMap(({ 0: run, index }) => {
    const decoded = decodeRun(run);
    if (decoded === null || isPlaceholder(decoded)) return [];
    const holdsSecret = scanText(decoded).length > 0 || jsonHoldsSecret(decoded);
    return holdsSecret ? [{ start: index, end: index + run.length, kind: "encoded-secret" }] : [];
  });
}

// Bounded, because a long run without a percent sign would be looked at again from each of its characters.
const ENCODED_RUN = /[A-Za-z0-9+/_-]{16,}={0,2}|[\w.~-]{0,64}(?:%[0-9A-Fa-f]{2}[\w.~-]{0,64}){2,}/g;

/** A text that is JSON, also when it is quoted: some installers write a whole object as one JSON string. */
export function parseEmbeddedJson(text: string): unknown {
  const trimmed = text.trim();
  if (!/^(?:[[{].*[\]}]|"\s{0,20}[[{].*")$/s.test(trimmed)) return undefined;
  // Brackets bound the depth, so a hostile text can't exhaust the parser's stack.
  if ((trimmed.match(/[[{]/g)?.length ?? 0) > 500) return undefined;
  try {
    return JSON.parse(trimmed);
  } catch {
    // Not JSON after all (a placeholder in brackets, a glob): other rules read it as text.
    return undefined;
  }
}

/** Decoded without Buffer, because forms are checked in the browser too. */
function decodeRun(run: string): string | null {
  if (run.includes("%")) return decodeQuietly(run);
  const digits = run.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  const decoded = atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
  return decoded.length >= 8 && /^[\t\n\r\x20-\x7e]+$/.test(decoded) ? decoded : null;
}

function jsonHoldsSecret(text: string): boolean {
  const json = parseEmbeddedJson(text);
  if (json === undefined)
    return /^[^:\s]{1,64}:[^:\s]{6,}$/.test(text) && isSecretValue("password", text.split(":")[1] ?? "");
  let holds = false;
  JSON.stringify(json, (key, value: unknown) => {
    if (typeof value === "string" && isSecretName(key) && isSecretValue(key, value)) holds = true;
    return value;
  });
  return holds;
}
