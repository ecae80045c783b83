import { replaceSecrets } from "../../inventory/plain-secret.ts";
import { withoutNamedSecrets } from "./named-secrets.ts";

const REMOVED = "[removed]";
const MIN_SECRET_CHARS = 4;

/**
 * A function that takes given values out of a text, as they are, URL-encoded and inside JSON. Used on everything
 * that a server wrote before it is kept: servers print their environment when they fail. What looks like a secret by
 * itself is taken out as well; a definition is prose, in which "password: required" tells nothing.
 */
export function scrubber(values: string[], reads: "prose" | "output"): (text: string) => string {
  const forms = values
    .filter((value) => value.length >= MIN_SECRET_CHARS)
    .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
  // Longest first, so that a value inside another does not leave the rest of it behind.
  const ordered = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return (text) =>
    replaceSecrets(
      ordered.reduce((left, form) => left.replaceAll(form, REMOVED), text),
      reads,
    );
}

/** Takes values out of every string and key of a JSON value, and what stands under a credential's name. The value must be within a safe depth. */
export function scrubJson<T>(value: T, scrub: (text: string) => string): T {
  const visit = (part: unknown): unknown => {
    if (typeof part === "string") return scrub(part);
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, sub]) => [scrub(key), visit(sub)]));
  };
  return visit(withoutNamedSecrets(value)) as T; // strings stay strings, lists lists and objects objects
}

/** Values that are secret by the name they are given under, long enough not to be ordinary words. */
export function surelySecret(named: Record<string, string>): string[] {
  return Object.entries(named)
    .filter(([name]) => SECRET_NAME.test(name))
    .flatMap(([, value]) => [value, ...value.split(/\s+/)])
    .filter((value) => value.length >= MIN_SURE_CHARS);
}

const SECRET_NAME =
  /key|token|secret|pass|pwd|credential|auth|cookie|session|dsn|connection|database_url|private/i;
const MIN_SURE_CHARS = 8;

/** Values of a launch that may be secret: all of its environment, and arguments that are neither flag nor path. */
export function possiblySecret(args: string[], env: Record<string, string>): string[] {
  const argValues = args.flatMap((arg) => (arg.includes("=") ? [arg.slice(arg.indexOf("=") + 1)] : [arg]));
  const isOrdinary = (value: string) => /^-/.test(value) || (/^[@./~\w-]+$/.test(value) && !/\d/.test(value));
  const looksSecret = (value: string) => value.length >= 8 && !isOrdinary(value) && !/^[./~]/.test(value);
  return [...Object.values(env), ...argValues.filter(looksSecret)];
}
