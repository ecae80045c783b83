import { findEncodedSecrets, parseEmbeddedJson } from "../../inventory/secrets/encoded-secrets.ts";
import { isPlaceholder, isReference, withoutReferences } from "../../inventory/secrets/is-placeholder.ts";
import { isSecretName, secretKindOf } from "../../inventory/secrets/is-secret-name.ts";
import { isSecretValue, looksRandom } from "../../inventory/secrets/is-secret-value.ts";
import { decodeQuietly, scanText } from "../../inventory/secrets/scan-text.ts";
import type { FoundSecret } from "../model.ts";
import type { PresetHits } from "./preset-scan.ts";

export type Redactor = ReturnType<typeof createRedactor>;

/**
 * Takes secrets out of texts, one server at a time, and remembers each by kind, place, length and fingerprint.
 * `sweep` then takes out what stands a second time elsewhere, also percent- or base64-encoded. Every text is compared with
 * every secret, so at most MAX_SECRETS are remembered; past that `isOverfull`, and no text of the server may be kept.
 */
export function createRedactor(fingerprint: (value: string) => string, presetHits: PresetHits) {
  const found: FoundSecret[] = [];
  const values = new Map<string, { kind: string; forms: string[] }>();
  let isOverfull = false;

  function take(value: string, kind: string, place: string): string {
    if (found.length >= MAX_SECRETS) {
      isOverfull = true;
      return `[secret: ${kind}]`;
    }
    found.push({ kind, place, lengthChars: value.length, fingerprint: fingerprint(value) });
    if (!values.has(value)) values.set(value, { kind, forms: isCommonWord(value) ? [] : formsOf(value) });
    return `[secret: ${kind}]`;
  }

  /** `name` is what the value is called (a variable, a flag, a header, a key in JSON), null when nothing. */
  function redact(text: string, place: string, name: string | null, depth = 0): string {
    if (text.length > MAX_SCANNED_CHARS) return NOT_KEPT;
    if (text.trim() === "") return text;
    // A reference has no value of its own, but a token may stand where a name should.
    if (isReference(text)) return redactSpans(text, place);
    return redactPresetHits(text, redactByOwnRules(text, place, name, depth), place);
  }

  function redactByOwnRules(text: string, place: string, name: string | null, depth: number): string {
    const json = depth < MAX_JSON_DEPTH ? parseEmbeddedJson(text) : undefined;
    if (json !== undefined) return JSON.stringify(redactJson(json, place, depth));
    const inner = redactSpans(text, place);
    if (name !== null && isSecretName(name) && inner === text) return redactNamed(text, place, name);
    return inner === text ? redactEncoded(text, place) : inner;
  }

  function redactSpans(text: string, place: string): string {
    let result = "";
    let from = 0;
    for (const span of scanText(text)) {
      const value = text.slice(span.start, span.end);
      result += text.slice(from, span.start) + take(value, span.kind, placeOfSpan(text, span.start, place));
      from = span.end;
    }
    return result + text.slice(from);
  }

  function redactNamed(text: string, place: string, name: string): string {
    if (!isSecretValue(name, text)) return redactEncoded(text, place);
    const [, scheme = "", value = text] = /^((?:Bearer|Basic|Token|ApiKey|Bot)\s+)?(.*)$/is.exec(text) ?? [];
    const bare = withoutReferences(value).trim();
    return scheme + take(bare === "" ? value : bare, secretKindOf(name), place);
  }

  function redactJson(node: unknown, place: string, depth: number, key: string | null = null): unknown {
    if (depth > MAX_JSON_DEPTH * 4) return NOT_KEPT;
    if (typeof node === "string") return redact(node, place, key, depth + 1);
    if (typeof node === "number" && key !== null && isSecretName(key)) {
      const text = String(node);
      return isSecretValue(key, text) ? take(text, secretKindOf(key), place) : node;
    }
    if (Array.isArray(node))
      return node.map((item, index) => redactJson(item, `${place}[${index}]`, depth + 1, key));
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, value]) => [
        redactSpans(name, place),
        redactJson(value, `${place}.${name}`, depth + 1, name),
      ]),
    );
  }

  function redactEncoded(text: string, place: string): string {
    let result = "";
    let from = 0;
    for (const { start, end, kind } of findEncodedSecrets(text)) {
      result += text.slice(from, start) + take(text.slice(start, end), kind, place);
      from = end;
    }
    return result + text.slice(from);
  }

  function redactPresetHits(text: string, redacted: string, place: string): string {
    let result = redacted;
    for (const hit of presetHits.get(text) ?? []) {
      if (isPlaceholder(hit.value) || !result.includes(hit.value)) continue;
      result = result.replaceAll(hit.value, take(hit.value, hit.kind, place));
    }
    return result;
  }

  /** Replaces every secret already found, wherever it stands in `text`. */
  function sweep(text: string): string {
    let result = text;
    for (const { kind, forms } of values.values()) {
      for (const form of forms) result = result.replaceAll(form, `[secret: ${kind}]`);
    }
    return result;
  }

  function foundSecrets(): FoundSecret[] {
    const byPlace = new Map(found.map((secret) => [`${secret.place} ${secret.fingerprint}`, secret]));
    return [...byPlace.values()].map((secret) => ({ ...secret, place: sweep(secret.place) }));
  }

  return { redact, take, sweep, foundSecrets, isOverfull: () => isOverfull };
}

/**
 * "postgres" as a password is also a scheme, a user and a server's name. It is taken out where it is the
 * password; taking it out elsewhere would hide the server and give the password away.
 */
function isCommonWord(value: string): boolean {
  return value.length < MIN_SWEEP_CHARS || (value.length < 12 && /^(?:[A-Za-z]+|\d+)$/.test(value));
}

/** True when the text holds something random that no rule calls a secret: not reported, and not kept either. */
export function isTooRandomToKeep(text: string): boolean {
  return looksRandom(text.replace(/sha(?:256|384|512):[0-9a-f]{32,}/g, ""));
}

/** What stands in for a value that is no secret by any rule, and not known to be harmless either. */
export const NOT_KEPT = "[value not kept]";

/** Secrets of one server. Nobody writes so many; a file made to keep this process busy does. */
const MAX_SECRETS = 100;

/** A longer value is not looked at, so it is not kept. */
export const MAX_SCANNED_CHARS = 4_000;
const MAX_JSON_DEPTH = 4;
const MIN_SWEEP_CHARS = 6;

function placeOfSpan(text: string, start: number, place: string): string {
  const before = text.slice(0, start);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return place;
  const parameter = /[?&#]([\w.%[\]-]{1,64})=[^&#]*$/.exec(before)?.[1];
  if (parameter !== undefined) return `${place}.query.${decodeQuietly(parameter)}`;
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]*$/i.test(before) ? `${place}.userinfo` : `${place}.path`;
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const base64 = bytes.toString("base64");
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    // A lone surrogate can't be percent-encoded; it can't stand percent-encoded elsewhere either.
    value.isWellFormed() ? encodeURIComponent(value) : value,
    value.replaceAll("+", " "),
    decodeQuietly(value),
    base64,
    base64.replace(/=+$/, ""),
    bytes.toString("base64url"),
    bytes.toString("hex"),
  ];
  return [...new Set(forms)]
    .filter((form) => form.length >= MIN_SWEEP_CHARS)
    .sort((left, right) => right.length - left.length);
}
