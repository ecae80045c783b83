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

/**
 * Takes values out of every string and key of a JSON value, and what stands under a credential's name, giving way to
 * other work between them. The value must be within a safe depth. Throws the deadline's reason once that has passed.
 */
export async function scrubJson<T>(value: T, { scrub, breathe }: Scrubbing): Promise<T> {
  const visit = async (part: unknown): Promise<unknown> => {
    if (typeof part === "string") {
      await breathe();
      return scrub(part);
    }
    if (typeof part !== "object" || part === null) return part;
    if (Array.isArray(part)) {
      const items: unknown[] = [];
      for (const item of part) items.push(await visit(item));
      return items;
    }
    const entries: [string, unknown][] = [];
    for (const [key, sub] of Object.entries(part)) entries.push([scrub(key), await visit(sub)]);
    return Object.fromEntries(entries);
  };
  return (await visit(withoutNamedSecrets(value))) as T; // strings stay strings, lists lists and objects objects
}

export interface Scrubbing {
  scrub: (text: string) => string;
  breathe: () => Promise<void>;
}

/** Lets timers and other work have their turn once this has kept the process for a moment; throws after the deadline. */
export function breatherUntil(deadline: AbortSignal): () => Promise<void> {
  let startedAt = performance.now();
  return async () => {
    if (performance.now() - startedAt > BUSY_MS) {
      await new Promise(setImmediate);
      startedAt = performance.now();
    }
    deadline.throwIfAborted();
  };
}

const BUSY_MS = 20;

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
