import { csvLines } from "../kernel/csv.ts";
import type { EvidenceItem, EvidencePerson } from "./evidence.ts";
import { canonicalText, sha256 } from "./seal.ts";

/** Every column of the file, in order. Names are permanent: scripts read them. */
export const EVIDENCE_COLUMNS = [
  "position",
  "kind",
  "name",
  "server",
  "team",
  "environment",
  "risk",
  "state_before",
  "granted_at",
  "expires_at",
  "last_used_at",
  "use_count",
  "request",
  "reviewer",
  "decision",
  "reason",
  "change",
  "decided_by",
  "decided_for",
  "decided_at",
  "answers",
  "outcome",
  "proof",
  "outcome_at",
  "subject_id",
  "server_id",
  "facts_sha256",
  "item_sha256",
] as const;

export function evidenceCsvHead(): string {
  return csvLines([EVIDENCE_COLUMNS]);
}

export function evidenceCsvRows(
  items: readonly EvidenceItem[],
  people: ReadonlyMap<string, EvidencePerson>,
): string {
  const who = (id: string | null) => {
    const person = people.get(id ?? "");
    return person === undefined ? id : `${person.name} <${person.email}>`;
  };
  return csvLines(
    items.map((item) => [
      item.position,
      item.subjectKind,
      item.facts.name,
      item.serverName,
      item.team,
      item.facts.server?.environment ?? null,
      item.risk,
      item.facts.state,
      item.facts.grantedAt,
      item.facts.expiresAt,
      item.facts.use?.lastUsedAt ?? null,
      item.facts.use?.count ?? null,
      item.facts.request?.title ?? null,
      who(item.reviewerId),
      item.decision,
      item.reason,
      item.change === null ? null : canonicalText(item.change),
      who(item.decidedById),
      who(item.decidedForId),
      item.decidedAt,
      item.answers.length,
      item.outcome,
      item.outcomeDetail,
      item.outcomeAt,
      item.subjectId,
      item.serverId,
      item.factsHash,
      sha256(canonicalText(item)).toString("hex"),
    ]),
  );
}
