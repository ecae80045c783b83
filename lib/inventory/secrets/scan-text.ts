import { findLogins } from "./find-logins.ts";
import { isPlaceholder } from "./is-placeholder.ts";
import { isSecretName, secretKindOf } from "./is-secret-name.ts";
import { isSecretValue } from "./is-secret-value.ts";
import { findPasswordsInAddresses } from "./passwords-in-addresses.ts";
import { findPatternedSecrets, type SecretSpan } from "./secret-patterns.ts";

/**
 * Every secret that stands somewhere in a text: known shapes, passwords in addresses, values of query
 * parameters and assignments with a credential's name, authorization schemes, values after such a flag.
 * Spans don't overlap; they are sorted by place. Every quantifier that may fail is bounded, so that a hostile
 * text costs no more than its length.
 */
export function scanText(text: string): SecretSpan[] {
  const spans = [
    ...findPatternedSecrets(text),
    ...findPasswordsInAddresses(text),
    ...queryValues(text),
    ...authorizations(text),
    ...assignments(text),
    ...flagValues(text),
    ...findLogins(text),
  ].filter((span) => !isPlaceholder(text.slice(span.start, span.end)));
  return withoutOverlap(spans);
}

/** Keeps the earlier rule's kind and widens it to all that overlapping rules cover. */
function withoutOverlap(spans: SecretSpan[]): SecretSpan[] {
  const sorted = spans.toSorted((left, right) => left.start - right.start || right.end - left.end);
  const kept: SecretSpan[] = [];
  for (const span of sorted) {
    const previous = kept.at(-1);
    if (previous && span.start < previous.end) previous.end = Math.max(previous.end, span.end);
    else kept.push({ ...span });
  }
  return kept;
}

// Azure Functions call their key `code`, signed links carry `sig`: credentials in a query, plain words elsewhere.
const QUERY_CREDENTIALS = new Set(["code", "sig", "signature", "hmac", "auth", "k", "apikey", "key"]);

function queryValues(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(
    /[?&#](?<name>[\w.%[\]-]{1,64})=(?<value><[^<>&#\s"']{1,300}>|[^&#\s"'<>]+)/g,
  )) {
    const { name = "", value = "" } = match.groups ?? {};
    const plainName = decodeQuietly(name);
    const isNamed = isSecretName(plainName) || QUERY_CREDENTIALS.has(plainName.toLowerCase());
    if (!isNamed || !isSecretValue("key", decodeQuietly(value))) continue;
    const end = match.index + match[0].length;
    spans.push({ start: end - value.length, end, kind: secretKindOf(plainName) });
  }
  return spans;
}

function authorizations(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(
    /\b(?<scheme>Bearer|Basic|Token|ApiKey|Negotiate|Bot)\s{1,20}(?<value><[^\s"',;<>]{4,300}>|[^\s"',;<>]{6,})/gi,
  )) {
    const { scheme = "", value = "" } = match.groups ?? {};
    const isScheme =
      /^(?:bearer|basic)$/i.test(scheme) ||
      /authorization\s*["']?\s*[:=]\s*["']?$/i.test(text.slice(Math.max(0, match.index - 40), match.index));
    if (!isScheme || !isSecretValue("token", value) || !/[^a-z]/.test(value)) continue;
    const end = match.index + match[0].length;
    spans.push({
      start: end - value.length,
      end,
      kind: scheme.toLowerCase() === "basic" ? "basic-auth" : "bearer-token",
    });
  }
  return spans;
}

const MAX_QUOTED_CHARS = 512;
const VALUE_AFTER_NAME = /(?<open>["']?)(?<value><[^\s"'&;,<>]{1,300}>|[^\s"'&;,<>]{1,4000})/y;

/** `NAME=value`, `Name: value`, `"name": "value"` and `password=x;` inside a longer text. */
function assignments(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(
    /(?<!\$\{|\w)(?<name>[A-Za-z_][\w.-]{1,63})["']?(?<sign>=|\s{0,3}=\s{0,3}(?=["'])|:(?!\/\/)\s{0,3})/g,
  )) {
    const { name = "", sign = "" } = match.groups ?? {};
    const nameStart = match.index;
    // The value of a plain name may be a name itself ("$env:TOKEN=x"), so only a credential's is read at all.
    if (nameStart < (spans.at(-1)?.end ?? 0) || !isSecretName(name)) continue;
    // "/run/token:/run/token" is a mount; "/password:x" is how Windows writes a flag.
    if (sign.trim() !== "=" && /[^\s"'(]\/$|\/\/$/.test(text.slice(Math.max(0, nameStart - 2), nameStart)))
      continue;
    VALUE_AFTER_NAME.lastIndex = nameStart + match[0].length;
    const { open = "", value = "" } = VALUE_AFTER_NAME.exec(text)?.groups ?? {};
    if (value === "") continue;
    const start = nameStart + match[0].length + open.length;
    const rest = open === "" ? value : untilClosing(text, start, open, value);
    if (/^(?:bearer|basic|token|apikey|bot)$/i.test(rest) || !isSecretValue(name, rest)) continue;
    // "arn:...:secret:prod/db", "workspace:secrets:manage": the name of a thing, part by part.
    if (sign === ":" && text[nameStart - 1] === ":" && /^[a-z/-]+$/.test(rest)) continue;
    if (sign === ":" && /arn:[\w:-]{0,100}$/.test(text.slice(Math.max(0, nameStart - 110), nameStart)))
      continue;
    spans.push({ start, end: start + rest.length, kind: secretKindOf(name) });
  }
  return spans;
}

/** All that stands between quotes, where they close again. */
function untilClosing(text: string, start: number, open: string, value: string): string {
  const closing = text.slice(start + value.length, start + value.length + MAX_QUOTED_CHARS).indexOf(open);
  return closing === -1 ? value : text.slice(start, start + value.length + closing);
}

function flagValues(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(
    /(?<![\w-])--?(?<name>[A-Za-z_][\w-]{1,63})\s{1,20}(?<open>["']?)(?<value>[^\s"'-][^\s"']*)/g,
  )) {
    const { name = "", value = "", open = "" } = match.groups ?? {};
    if (!isSecretName(name)) continue;
    const start = match.index + match[0].length - value.length;
    const rest = open === "" ? value : untilClosing(text, start, open, value);
    if (isSecretValue(name, rest)) spans.push({ start, end: start + rest.length, kind: secretKindOf(name) });
  }
  return spans;
}

export function decodeQuietly(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // Not percent-encoded after all: the text stands for itself.
    return text;
  }
}
