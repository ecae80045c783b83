/** A reason as somebody typed it, with a full stop where they left it out: another sentence follows. */
export function asSentence(reason: string | null): string {
  const text = (reason ?? "").trim();
  return text === "" || /[.!?…][)"'”’]?$/u.test(text) ? text : `${text}.`;
}
