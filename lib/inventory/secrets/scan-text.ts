import { isPlaceholder } from "./is-placeholder.ts";
import { isSecretName, secretKindOf } from "./is-secret-name.ts";
import { isSecretValue } from "./is-secret-value.ts";
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
    ...userInfo(text),
    ...queryValues(text),
    ...authorizations(text),
    ...assignments(text),
    ...flagValues(text),
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

function userInfo(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(
    /[a-z][a-z0-9+.-]{0,30}:\/\/(?<user>[^\s:@/?#"'<>]{0,512})(?::(?<password>[^\s/"'<>]{0,512}))?@(?=[\w[$<{])/gi,
  )) {
    const { user = "", password } = match.groups ?? {};
    const userStart = match.index + match[0].indexOf("://") + 3;
    if (password) {
      const start = userStart + user.length + 1;
      spans.push({ start, end: start + password.length, kind: "password-in-url" });
    } else if (password === undefined && /^(?=.*\d)[\w.~%-]{12,}$/.test(user)) {
      spans.push({ start: userStart, end: userStart + user.length, kind: "user-in-url" });
    }
  }
  // Database drivers accept an unescaped slash in a password; the last @ then ends it.
  for (const match of text.matchAll(
    /(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver):\/\/[^\s:@/]{0,128}:(?<password>[^\s"'<>/]{0,256}\/[^\s"'<>]{0,256})@/gi,
  )) {
    const password = match.groups?.password ?? "";
    const start = match.index + match[0].length - 1 - password.length;
    if (password !== "") spans.push({ start, end: start + password.length, kind: "password-in-url" });
  }
  return spans;
}

// Azure Functions call their key `code`, signed links carry `sig`: credentials in a query, plain words elsewhere.
const QUERY_CREDENTIALS = new Set(["code", "sig", "signature", "hmac", "auth", "k", "apikey", "key"]);

function queryValues(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(/[?&#](?<name>[\w.%[\]-]{1,64})=(?<value>[^&#\s"'<>]+)/g)) {
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
    /\b(?<scheme>Bearer|Basic|Token|ApiKey|Negotiate|Bot)\s{1,20}(?<value>[^\s"',;<>]{6,})/gi,
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

/** `NAME=value`, `Name: value`, `"name": "value"` and `password=x;` inside a longer text. */
function assignments(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const pattern =
    /(?<!\$\{|[\w/])(?<name>[A-Za-z][\w.-]{1,63})["']?(?:=|:(?!\/\/)\s{0,3})(?<open>["']?)(?<value>[^\s"'&;,<>]+)/g;
  for (const match of text.matchAll(pattern)) {
    const { name = "", value = "", open = "" } = match.groups ?? {};
    if (!isSecretName(name)) continue;
    const end = match.index + match[0].length;
    const closing = open === "" ? -1 : text.slice(end, end + MAX_QUOTED_CHARS).indexOf(open);
    const rest = closing === -1 ? value : text.slice(end - value.length, end + closing);
    if (/^(?:bearer|basic|token|apikey|bot)$/i.test(rest) || !isSecretValue(name, rest)) continue;
    spans.push({
      start: end - value.length,
      end: end - value.length + rest.length,
      kind: secretKindOf(name),
    });
  }
  return spans;
}

function flagValues(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(
    /(?<![\w-])--?(?<name>[A-Za-z][\w-]{1,63})\s{1,20}(?<open>["']?)(?<value>[^\s"'-][^\s"']*)/g,
  )) {
    const { name = "", value = "" } = match.groups ?? {};
    if (!isSecretName(name) || !isSecretValue(name, value)) continue;
    const end = match.index + match[0].length;
    spans.push({ start: end - value.length, end, kind: secretKindOf(name) });
  }
  for (const match of text.matchAll(
    /(?<![\w-])(?:-u|--user)(?:\s{1,20}|=)?["']?[^\s:="']{1,128}:(?<value>[^\s"']{1,512})/g,
  )) {
    const value = match.groups?.value ?? "";
    const end = match.index + match[0].length;
    if (isSecretValue("password", value)) spans.push({ start: end - value.length, end, kind: "password" });
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
