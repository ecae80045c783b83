import { describeEvent, eventLabel } from "../model.ts";
import type { ChainRow } from "../verify-chain.ts";
import { activityOf, isRefusal } from "./activity.ts";

/**
 * An event as one CEF line. `|` and `\` are escaped in the header, `=` and `\` in the extension, and line ends
 * everywhere, so that no name can end a field or a line.
 */
export function toCef({ sequence, hash, record }: ChainRow): string {
  const header = [
    "CEF:0",
    "Steward",
    "Steward",
    "1",
    record.type,
    eventLabel(record.type),
    severity(record.type),
  ];
  const summary = describeEvent({
    type: record.type,
    actor: { kind: record.actorKind, id: record.actorId, name: record.actorName },
    subject: { kind: record.subjectKind, id: record.subjectId, name: record.subjectName },
    detail: record.detail,
  });
  const extension: [string, string | null][] = [
    ["rt", String(Date.parse(record.occurredAt))],
    ["externalId", record.id],
    ["act", activityOf(record.type)],
    ["outcome", isRefusal(record.type) ? "failure" : "success"],
    ["suid", record.actorId],
    ["suser", record.actorName],
    ["duid", record.subjectId],
    ["duser", record.subjectName],
    ["cs1Label", "subjectKind"],
    ["cs1", record.subjectKind],
    ["cs2Label", "chainHash"],
    ["cs2", Buffer.from(hash).toString("hex")],
    ["cn1Label", "sequence"],
    ["cn1", String(sequence)],
    ["msg", summary],
  ];
  const fields = extension.flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${inExtension(value)}`],
  );
  return `${header.map(inHeader).join("|")}|${fields.join(" ")}`;
}

/** 0 to 10. */
function severity(type: string): string {
  return isRefusal(type) ? "6" : "3";
}

function inHeader(text: string): string {
  return text.replace(/[\\|]/g, "\\$&").replace(/[\r\n]+/g, " ");
}

function inExtension(text: string): string {
  return text.replace(/[\\=]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
}
