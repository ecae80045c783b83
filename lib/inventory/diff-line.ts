/** A piece of a line; whether its words differ from those on the other side. */
export type MarkedPart = { text: string; isChanged: boolean };

/** `parts`, where present, are the line's text in pieces, the changed words marked. */
export type DiffLine = { kind: "same" | "added" | "removed"; text: string; parts?: MarkedPart[] };
