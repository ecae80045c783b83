import type { Walk } from "./find-client-files.ts";
import type { ServerListImport } from "./import-server-list.ts";
import { aligned } from "./output.ts";
import type { Registered } from "./register-found.ts";

export interface ImportAnswer {
  machine: string;
  /** Files that were read; the others are `unreadable`. */
  files: number;
  servers: number;
  newCandidates: number;
  secrets: number;
  /** Places that no longer show a server. */
  gone: number;
  unreadable: number;
  /** What was named, was known and does not exist any more. */
  removed: string[];
  passedOver: Walk["passedOver"];
  streams: ServerListImport[];
  registered: Registered[];
}

/** Lists that are named in words; all that are kept stand in the JSON. */
const LISTS_SHOWN = 10;

/** What an import did, for a person. */
export function importReport(answer: ImportAnswer): string[] {
  return [
    `${answer.files} file(s) read, ${answer.servers} server(s) seen, ${answer.newCandidates} new candidate(s), ${answer.secrets} secret(s) found and not kept.`,
    ...answer.removed.map((path) => `${path} is no longer there.`),
    ...(answer.gone > 0 ? [`${answer.gone} place(s) no longer show a server they showed before.`] : []),
    ...(answer.unreadable > 0 ? [`${answer.unreadable} place(s) could not be read.`] : []),
    ...answer.streams.map(listLine),
    ...passedOverLines(answer.passedOver),
    ...aligned(
      answer.registered.map((one) => [
        one.slug === null ? "not registered" : "registered",
        one.name,
        one.reason ?? "",
      ]),
    ),
  ];
}

/** Lists of servers that were met in folders, and how they are imported. */
export function passedOverLines({ count, paths }: Walk["passedOver"]): string[] {
  if (count === 0) return [];
  const shown = paths.slice(0, LISTS_SHOWN);
  return [
    `${count} list(s) of servers passed over; name one to import it:`,
    ...shown.map((path) => `  ${path}`),
    ...(count > shown.length ? [`  and ${count - shown.length} more`] : []),
  ];
}

function listLine({ path, serversPerSecond, unreadCount }: ServerListImport): string {
  const unread = unreadCount > 0 ? ` ${unreadCount.toLocaleString("en")} entries could not be read.` : "";
  return `${path}: ${serversPerSecond.toLocaleString("en")} servers a second.${unread}`;
}
