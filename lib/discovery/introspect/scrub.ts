const REMOVED = "[removed]";
const MIN_SECRET_CHARS = 4;

/**
 * A function that takes given values out of a text, as they are, URL-encoded and inside JSON. Used on everything
 * that a server wrote before it is kept: servers print their environment when they fail.
 */
export function scrubber(values: string[]): (text: string) => string {
  const forms = values
    .filter((value) => value.length >= MIN_SECRET_CHARS)
    .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
  // Longest first, so that a value inside another does not leave the rest of it behind.
  const ordered = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return (text) => ordered.reduce((left, form) => left.replaceAll(form, REMOVED), text);
}

/** Values of a launch that may be secret: all of its environment, and arguments that are neither flag nor path. */
export function possiblySecret(args: string[], env: Record<string, string>): string[] {
  const argValues = args.flatMap((arg) => (arg.includes("=") ? [arg.slice(arg.indexOf("=") + 1)] : [arg]));
  const isOrdinary = (value: string) => /^-/.test(value) || (/^[@./~\w-]+$/.test(value) && !/\d/.test(value));
  const looksSecret = (value: string) => value.length >= 8 && !isOrdinary(value) && !/^[./~]/.test(value);
  return [...Object.values(env), ...argValues.filter(looksSecret)];
}
