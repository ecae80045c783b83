/** Where a page ended, as lists hand it out: an ISO time, "~", an id. Milliseconds, as the columns keep them. */
export function nextTimeCursor(time: Date, id: string): string {
  return `${time.toISOString()}~${id}`;
}

/** The position a cursor stands for; the input schema has checked its shape. */
export function readTimeCursor(cursor: string | undefined): { time: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [time = "", id = ""] = cursor.split("~");
  return { time: new Date(time), id };
}
