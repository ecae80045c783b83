import { IMPACT_WORDS } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { INTERVAL_WORDS } from "#app/introspection-words.ts";
import { stateNamed } from "#app/state-badge.tsx";
import { dayInWords } from "#lib/kernel/day-in-words.ts";
import { STEP_KIND_WORDS } from "./step-kinds.ts";

/** Fields whose own names say too little, or too much like a program. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  allowedScopes: "Scopes it may hold",
  args: "Arguments",
  dataClasses: "Data classes",
  expiresAt: "Expires",
  issuedAt: "Issued",
  keptIn: "Kept in",
  lastRotatedAt: "Last rotated",
  maxCredentialDays: "Days a credential may last",
  maxImpact: "Tools may at most",
  maxScopeBreadth: "Scopes may at most be",
  nextReviewOn: "Next review",
  url: "Address",
};

/** What a field of an event is called: `backupOwnerId` becomes "Backup owner". */
export function fieldInWords(field: string): string {
  const plain = field.replace(/Id$/, "").replace(/([a-z])([A-Z])/g, "$1_$2");
  return wordsFrom(FIELD_WORDS, field, plain.toLowerCase());
}

/** Fields that hold words of a declared list. */
const ENUMS: ReadonlySet<string> = new Set([
  "breadth",
  "criticality",
  "dataClasses",
  "environment",
  "environments",
  "keptIn",
  "kind",
  "maxScopeBreadth",
  "roles",
  "transport",
]);

/** A text that an event recorded, as people say it. `noun` is what the event is about: server, tool, grant. */
export function valueInWords(noun: string, field: string, text: string): string {
  if (field === "state") return stateNamed(noun, text);
  if (field === "impact" || field === "maxImpact") return wordsFrom(IMPACT_WORDS, text);
  if (field === "interval") return wordsFrom(INTERVAL_WORDS, text);
  if (field === "steps") return stepInWords(text);
  return ENUMS.has(field) ? inWords(text) : dayInWords(text);
}

function wordsFrom(words: Readonly<Record<string, string>>, text: string, otherwise = text): string {
  return Object.hasOwn(words, text) ? (words[text] ?? text) : inWords(otherwise);
}

/** `lease_revoke: Revoke the leases`: a step's kind, then what people called it. */
function stepInWords(text: string): string {
  const kinds: Readonly<Record<string, { label: string }>> = STEP_KIND_WORDS;
  const [kind = "", ...title] = text.split(": ");
  return Object.hasOwn(kinds, kind) && title.length > 0 ? `${kinds[kind]?.label}: ${title.join(": ")}` : text;
}
