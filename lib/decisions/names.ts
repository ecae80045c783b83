import type { AccessQuestion } from "./input.ts";
import { targetOf } from "./model.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Printable ASCII, as nearly every name: storable as it is. */
const PLAIN = /^[\x20-\x7e]*$/;

/** What a question asks to look up; null for what it does not name. A consumer is named by its id or by its slug. */
export interface Names {
  server: string | null;
  tool: string | null;
  consumerId: string | null;
  consumerSlug: string | null;
}

export function namesIn(question: AccessQuestion): Names {
  const { id } = question.subject;
  const target = targetOf(question);
  const isId = id.length === 36 && UUID.test(id);
  return {
    server: target === null ? null : storable(target.serverSlug),
    tool: target === null ? null : storable(target.toolName),
    consumerId: isId ? id.toLowerCase() : null,
    consumerSlug: isId ? null : storable(id),
  };
}

/** PostgreSQL holds neither NUL nor half a surrogate pair; nothing we keep has either. */
function storable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
