import type { Json, JsonObject } from "#lib/kernel/events.ts";
import { shortDigest } from "./short-digest.ts";

interface Props {
  detail: JsonObject;
  /** What ids in it are called. */
  names?: ReadonlyMap<string, string>;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** What an event says was before and is after, field by field; nothing when it says nothing of the kind. */
export function ChangeList({ detail, names = NO_NAMES }: Props) {
  const changes = changesOf(detail, names);
  if (changes.length === 0) return null;
  return (
    <dl className="grid gap-x-4 gap-y-0.5 text-small sm:grid-cols-[max-content_1fr]">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="contents">
          <dt className="text-ink-faint">{field}</dt>
          <dd className="min-w-0 break-words">
            <del className="text-ink-faint">{before}</del>
            <span aria-hidden="true"> → </span>
            <span className="sr-only"> became </span>
            <ins className="text-ink no-underline">{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function changesOf(detail: JsonObject, names: ReadonlyMap<string, string>) {
  const { changes } = detail;
  const fields: [string, Json][] = isObject(changes)
    ? Object.entries(changes)
    : Object.entries(detail).filter(([, value]) => isPair(value));
  const own: [string, Json][] = isPair(detail) ? [[isDigest(detail.after) ? "digest" : "value", detail]] : [];
  return [...own, ...fields].flatMap(([field, pair]) =>
    isPair(pair)
      ? [{ field: fieldInWords(field), ...shownPair(named(pair.before, names), named(pair.after, names)) }]
      : [],
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPair(value: Json | undefined): value is { before: Json; after: Json } {
  return isObject(value) && "before" in value && "after" in value;
}

function isDigest(value: Json): boolean {
  return typeof value === "string" && value.startsWith("sha256:");
}

function named(value: Json, names: ReadonlyMap<string, string>): Json {
  return typeof value === "string" ? (names.get(value) ?? value) : value;
}

/** Of two lists only what left and what came. */
function shownPair(before: Json, after: Json) {
  if (!Array.isArray(before) || !Array.isArray(after)) return { before: shown(before), after: shown(after) };
  const without = (some: Json[], others: Json[]) => {
    const texts = new Set(others.map((one) => JSON.stringify(one)));
    return some.filter((one) => !texts.has(JSON.stringify(one)));
  };
  const [left, came] = [without(before, after), without(after, before)];
  // The same things in another order: shown whole.
  if (left.length + came.length === 0) return { before: shown(before), after: shown(after) };
  return { before: shown(left), after: shown(came) };
}

/** `nextReviewOn` becomes "next review on". */
function fieldInWords(field: string): string {
  return field
    .replace(/Id$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

const SHOWN_CHARS = 300;

function shown(value: Json): string {
  if (value === null || value === "") return "nothing";
  if (typeof value === "string" && isDigest(value)) return shortDigest(value);
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.map(shown).join(", ");
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
