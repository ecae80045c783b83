import { Fragment, type ReactNode } from "react";
import { Time } from "#components/ui/time.tsx";
import { IMPACTS } from "#lib/inventory/impact.ts";
import type { Json, JsonObject } from "#lib/kernel/events.ts";
import { fieldInWords, valueInWords } from "./change-words.ts";
import { shortDigest } from "./short-digest.ts";

interface Props {
  event: { type: string; detail: JsonObject };
  /** The server's time, ISO 8601. */
  now: string;
  /** What ids in it are called. */
  names?: ReadonlyMap<string, string>;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** What an event says was before and is after, field by field; nothing when it says nothing of the kind. */
export function ChangeList({ event, now, names = NO_NAMES }: Props) {
  const [noun = ""] = event.type.split(".");
  const changes = changesOf(event.detail);
  if (changes.length === 0) return null;
  const said = (field: string, value: Json) => <Value {...{ noun, field, value, now, names }} />;
  return (
    <dl className="grid gap-x-4 gap-y-0.5 text-small sm:grid-cols-[max-content_1fr]">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="contents">
          <dt className="text-ink-faint">{fieldInWords(field)}</dt>
          <dd className="min-w-0 break-words">
            <del className="text-ink-faint">{said(field, before)}</del>
            <span aria-hidden="true"> → </span>
            <span className="sr-only"> became </span>
            <ins className="text-ink no-underline">{said(field, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Change {
  field: string;
  before: Json;
  after: Json;
}

/** What is the same before and after did not change. */
function changesOf(detail: JsonObject): Change[] {
  const { changes } = detail;
  const fields: [string, Json][] = isObject(changes)
    ? Object.entries(changes)
    : Object.entries(detail).filter(([, value]) => isPair(value));
  const own: [string, Json][] = isPair(detail) ? [[fieldOf(detail.after), detail]] : [];
  return [...own, ...fields].flatMap(([field, pair]) =>
    isPair(pair) && JSON.stringify(pair.before) !== JSON.stringify(pair.after)
      ? [{ field, ...shownPair(pair.before, pair.after) }]
      : [],
  );
}

/** What an event that has one field, without a name, is about. */
function fieldOf(value: Json): string {
  if (isDigest(value)) return "digest";
  return IMPACTS.some((impact) => impact === value) ? "impact" : "value";
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

/** Of two lists only what left and what came. */
function shownPair(before: Json, after: Json): { before: Json; after: Json } {
  if (!Array.isArray(before) || !Array.isArray(after)) return { before, after };
  const without = (some: Json[], others: Json[]) => {
    const texts = new Set(others.map((one) => JSON.stringify(one)));
    return some.filter((one) => !texts.has(JSON.stringify(one)));
  };
  const [left, came] = [without(before, after), without(after, before)];
  // The same things in another order: shown whole.
  return left.length + came.length === 0 ? { before, after } : { before: left, after: came };
}

const SHOWN_CHARS = 300;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

interface ValueProps {
  noun: string;
  field: string;
  value: Json;
  now: string;
  names: ReadonlyMap<string, string>;
}

function Value({ value, ...of }: ValueProps): ReactNode {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "nothing";
  if (Array.isArray(value)) {
    return value.map((one, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: values may repeat, and what was recorded does not move
      <Fragment key={`${place} ${JSON.stringify(one)}`}>
        {place > 0 && ", "}
        <Value {...of} value={one} />
      </Fragment>
    ));
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return shortened(JSON.stringify(value));
  if (typeof value === "number") return value.toLocaleString("en");
  if (isDigest(value)) return shortDigest(value);
  if (INSTANT.test(value)) return <Time at={value} now={of.now} show="exact" />;
  return shortened(of.names.get(value) ?? valueInWords(of.noun, of.field, value));
}

function shortened(text: string): string {
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
