import { asLikeText } from "../kernel/like.ts";
import type { RoleCeilings } from "./model.ts";

/** The ceilings of a role alone, as events and comparisons take them. */
export function ceilingsOf({
  maxImpact,
  maxScopeBreadth,
  maxCredentialDays,
  allowedScopes,
  environments,
  dataClasses,
}: RoleCeilings) {
  return { maxImpact, maxScopeBreadth, maxCredentialDays, allowedScopes, environments, dataClasses };
}

/** True when one of the patterns covers the name. * stands for anything, every other character for itself. */
export function matchesPattern(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => covers(pattern.split("*"), name));
}

/** Part by part and never backwards: no pattern can take long. */
function covers(parts: readonly string[], name: string): boolean {
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return name === first;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at === -1 || at + part.length > name.length - last.length) return false;
    from = at + part.length;
  }
  return true;
}

/** The pattern as SQL's `like` takes it, with backslash as its escape. */
export function likePattern(pattern: string): string {
  return asLikeText(pattern).replaceAll("*", "%");
}
