import { isPlaceholder, withoutReferences } from "./is-placeholder.ts";
import { isPinName, isWeakSecretName, secretKindOf } from "./is-secret-name.ts";

/**
 * Whether a value that stands under a credential's name is one. Not: placeholders, references, booleans, small
 * numbers, paths, and what is too short to be a credential. The name carries the verdict, never entropy alone.
 */
export function isSecretValue(name: string, value: string): boolean {
  const text = withoutReferences(value).trim();
  if (text === "" || isPlaceholder(value) || isPath(text)) return false;
  if (/^(?:true|false|yes|no|on|off|null|none|undefined|default|auto|basic|bearer|oauth2?|oidc)$/i.test(text))
    return false;
  if (isPinName(name) && /^\d{4,12}$/.test(text)) return true;
  if (secretKindOf(name) === "password") return text.length >= 3;
  if (/^-?\d{1,6}(?:\.\d+)?$/.test(text)) return false;
  if (isWeakSecretName(name))
    return text.length >= 8 && (looksRandom(text) || /\d/.test(text) || text.length >= 16);
  return text.length >= 6;
}

/** A file's place rather than a value: starts like a path and has a familiar root or an extension. */
export function isPath(text: string): boolean {
  if (/\s/.test(text) || text.length > 400) return false;
  if (/^(?:\.{1,2}\/|~\/|[A-Za-z]:\\|file:\/\/)/.test(text)) return true;
  if (
    /^[\w./\\-]{1,200}\.(?:pem|key|json|ya?ml|toml|txt|env|crt|cer|p12|pfx|js|mjs|ts|py|sh|db|sqlite|log)$/i.test(
      text,
    )
  )
    return true;
  return /^\/(?:home|Users|usr|etc|var|opt|tmp|run|mnt|root|app|data|srv|workspace|Library|Volumes|proc|dev)(?:\/|$)/.test(
    text,
  );
}

/** Three kinds of characters in one unbroken run of 20, or 32 hex digits: too random to keep, no verdict. */
export function looksRandom(text: string): boolean {
  return (text.match(/[A-Za-z0-9_+=-]{20,}/g) ?? []).some(
    (run) =>
      /^[0-9a-f]{32,}$/i.test(run) ||
      (/\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run) && !isWordy(run)),
  );
}

/** Plain configuration that may be kept: switches, numbers, addresses, paths, short words without mixed runs. */
export function isPlainConfig(value: string): boolean {
  const text = value.trim();
  if (text === "" || /^-?[\d.]{1,12}$/.test(text) || /^(?:true|false)$/i.test(text)) return true;
  if (text.length > 200 || /\p{Cc}/u.test(text)) return false;
  if (looksRandom(text)) return false;
  if (isPath(text) || /^https?:\/\/[^@\s?#]*$/.test(text)) return true;
  return (
    text.length <= 64 &&
    text.split(/[^A-Za-z0-9]+/).every((word) => word.length <= 4 || /^(?:[A-Za-z]{1,20}|\d{1,8})$/.test(word))
  );
}

// camelCase names with a number in them ("createUserV2FromTemplate") are words, not keys.
function isWordy(run: string): boolean {
  const words = run.split(/[_-]|(?<=[a-z])(?=[A-Z])|(?<=\D)(?=\d)|(?<=\d)(?=\D)/);
  return run.length / words.length >= 4;
}
