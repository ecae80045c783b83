import { v7 } from "uuid";
import { now } from "./clock.ts";

/** A new time-ordered id (UUIDv7, RFC 9562 section 5.7). */
export function newId(at: Date = now()): string {
  return v7({ msecs: at.getTime() });
}
