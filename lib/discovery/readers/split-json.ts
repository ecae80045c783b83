/** Characters of one entry of a stream; no server's is longer, and a longer one is passed over without being kept. */
export const ENTRY_CHARS_MAX = 1_000_000;

/** The text of one entry, or null for one that is too long. */
export type Piece = string | null;

export interface Splitter {
  /** Takes the next part of the file and gives the entries that are complete. */
  push(part: string): Piece[];
  /** Gives what is left at the end. */
  end(): Piece[];
}

/** One entry a line (JSON Lines). Holds at most one entry, however long the file or a line of it is. */
export function splitLines(maxChars = ENTRY_CHARS_MAX): Splitter {
  let held = "";
  let isTooLong = false;
  const take = (line: string): Piece[] => {
    const piece = isTooLong || held.length + line.length > maxChars ? null : held + line;
    held = "";
    isTooLong = false;
    return piece === null ? [null] : piece.trim() === "" ? [] : [piece];
  };
  return {
    push(part) {
      const pieces: Piece[] = [];
      let from = 0;
      for (let at = part.indexOf("\n"); at >= 0; at = part.indexOf("\n", from)) {
        pieces.push(...take(part.slice(from, at)));
        from = at + 1;
      }
      const rest = part.slice(from);
      if (held.length + rest.length > maxChars) isTooLong = true;
      held = isTooLong ? "" : held + rest;
      return pieces;
    },
    end: () => take(""),
  };
}

/** The entries of one array: the file itself (`[...]`) or its member `servers`. Holds at most one entry. */
export function splitArray(maxChars = ENTRY_CHARS_MAX): Splitter {
  let depth = 0;
  /** Brackets that stand around the array; null until it was met. */
  let base: number | null = null;
  let isInString = false;
  let isEscaped = false;
  let held = "";
  let isTooLong = false;

  function keep(text: string): void {
    if (base === null) held = (held + text).slice(-KEY_CHARS);
    else if (held.length + text.length > maxChars) {
      isTooLong = true;
      held = "";
    } else if (!isTooLong) held += text;
  }

  function takeInto(pieces: Piece[]): void {
    const piece = isTooLong ? null : held.trim();
    if (piece !== "") pieces.push(piece);
    held = "";
    isTooLong = false;
  }

  return {
    push(part) {
      const pieces: Piece[] = [];
      let from = 0;
      for (let at = 0; at < part.length; at += 1) {
        const char = part.charCodeAt(at);
        if (isInString) {
          if (isEscaped) isEscaped = false;
          else if (char === BACKSLASH) isEscaped = true;
          else if (char === QUOTE) isInString = false;
        } else if (char === QUOTE) isInString = true;
        else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
          depth += 1;
          if (
            base === null &&
            char === OPEN_BRACKET &&
            (depth === 1 || (depth === 2 && isServersKey(held + part.slice(from, at))))
          ) {
            base = depth;
            held = "";
            from = at + 1;
          }
        } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
          depth -= 1;
          if (base !== null && depth === base - 1) {
            keep(part.slice(from, at));
            takeInto(pieces);
            from = part.length;
            base = Number.POSITIVE_INFINITY;
          }
        } else if (char === COMMA && depth === base) {
          keep(part.slice(from, at));
          takeInto(pieces);
          from = at + 1;
        }
      }
      if (base !== Number.POSITIVE_INFINITY) keep(part.slice(from));
      return pieces;
    },
    // An array that was cut off leaves an entry that cannot be parsed, which is then said.
    end: () => (base === null || held.trim() === "" || base === Number.POSITIVE_INFINITY ? [] : [held]),
  };
}

const QUOTE = 34;
const COMMA = 44;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
/** Enough of what stands before a bracket to see its key. */
const KEY_CHARS = 40;

function isServersKey(before: string): boolean {
  return /"servers"\s*:\s*$/.test(before.slice(-KEY_CHARS));
}
