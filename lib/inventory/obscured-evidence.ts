import type { Evidence } from "./evidence.ts";
import { foreignDeed, isMostlyForeign } from "./foreign-verbs.ts";
import { mixesScripts, plainText } from "./plain-text.ts";
import type { ToolDefinition } from "./tool-definition.ts";

/**
 * Signs that a definition says less to us than to whoever wrote it: another language, letters that only look Latin,
 * encoded text. What cannot be read counts as the highest that fits.
 */
export function obscuredEvidence({ name, title = "", description = "" }: ToolDefinition): Evidence[] {
  const text = plainText(`${title}\n${description}`);
  return [...foreignEvidence(text), ...scriptEvidence(plainText(name), text), ...encodedEvidence(text)];
}

function foreignEvidence(text: string): Evidence[] {
  const found = foreignDeed(text.toLowerCase());
  if (found !== undefined) {
    const words = `Its description says "${found.word}", which ${FOREIGN_WORDS[found.impact]}.`;
    return [{ rule: "foreign-verb", impact: found.impact, words, isAboutDeed: true }];
  }
  if (!isMostlyForeign(text)) return [];
  const words =
    "Its description is in a script that Steward cannot judge, so it counts as able to run things until a person has looked.";
  return [{ rule: "foreign-script", impact: "executes", words, isAboutDeed: true }];
}

const FOREIGN_WORDS = {
  reads: "reads",
  changes_data: "changes things",
  executes: "makes something run",
  regulated: "points at a regulated system",
};

function scriptEvidence(name: string, text: string): Evidence[] {
  const where = mixesScripts(name) ? "name" : mixesScripts(text) ? "description" : undefined;
  if (where === undefined) return [];
  const words = `Its ${where} mixes letters of two alphabets inside one word, as texts do that hide what they say.`;
  return [{ rule: "mixed-scripts", impact: "executes", words, isAboutDeed: true }];
}

/** Encoded text that turns out to be readable is meant for somebody, and not for the person who approves. */
function encodedEvidence(text: string): Evidence[] {
  for (const [token] of text.slice(0, SEARCHED_CHARS).matchAll(BASE64)) {
    if (!isReadableBase64(token)) continue;
    const words = `Its description carries encoded text ("${token.slice(0, 16)}…") that a person does not read.`;
    return [{ rule: "encoded-text", impact: "executes", words, isAboutDeed: true }];
  }
  return [];
}

const SEARCHED_CHARS = 100_000;
const BASE64 = /[A-Za-z0-9+/_-]{24,}={0,2}/g;

function isReadableBase64(token: string): boolean {
  const standard = token.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  const whole = standard.slice(0, standard.length - (standard.length % 4));
  try {
    const decoded = atob(whole);
    const readable = decoded.match(/[A-Za-z ,.]/g)?.length ?? 0;
    return decoded.includes(" ") && readable / decoded.length > 0.9;
  } catch {
    return false; // not base64 after all
  }
}
