import type { CampaignScope } from "../campaign-definition.ts";
import type { EvidencePerson, EvidenceRecord } from "../evidence.ts";
import type { ReportItem } from "../report-store.ts";

/** A moment as a report has it: to the minute, in UTC. */
export function momentWords(at: string | Date | null): string {
  if (at === null) return "";
  return `${(typeof at === "string" ? at : at.toISOString()).slice(0, 16).replace("T", " ")} UTC`;
}

export function personWords(id: string | null, people: ReadonlyMap<string, EvidencePerson>): string {
  if (id === null) return "Nobody";
  const person = people.get(id);
  return person === undefined ? id : person.name;
}

/** What a filter of servers asks for, name by name; ids are counted, since names of things may be others by now. */
export function scopeWords({ servers }: CampaignScope): string {
  const parts = Object.entries(servers).flatMap(([name, value]) => {
    const values = (Array.isArray(value) ? value : [value]).filter((one) => one !== "" && one !== null);
    if (values.length === 0) return [];
    const known = values.filter((one) => !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(String(one)));
    const hidden = values.length - known.length;
    const words = [...known.map(String), ...(hidden === 0 ? [] : [`${hidden} by id`])];
    return [`${plain(name)}: ${words.map(plain).join(" or ")}`];
  });
  return parts.length === 0
    ? "Every server that is registered, active or suspended."
    : `Servers with ${parts.join("; ")}.`;
}

function plain(name: string): string {
  return name
    .replace(/Id$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}

const DECISIONS = { keep: "Keep", revoke: "Revoke", change: "Change", undecided: "No response" } as const;
const OUTCOMES = {
  applied: "Done and verified",
  failed: "Failed",
  not_needed: "Nothing to do",
} as const;

/** The cells of one item: what it is, the answer, by whom and why, and what came of it. */
export function itemCells(
  item: ReportItem,
  people: ReadonlyMap<string, EvidencePerson>,
  isOver: boolean,
): string[] {
  const { facts, decision } = item;
  const what = [
    `${facts.name} (${item.subjectKind})`,
    item.serverName,
    `${item.risk} risk, was ${facts.state}`,
  ];
  const by = item.decidedById === null ? personWords(item.reviewerId, people) : decidedBy(item, people);
  const silent = decision === "undecided" && !isOver ? "Not answered yet" : DECISIONS[decision];
  const answer = item.change === null ? silent : `${silent}: ${changeWords(item.change)}`;
  return [
    item.position.toLocaleString("en"),
    what.join("\n"),
    answer,
    [by, momentWords(item.decidedAt)].filter((words) => words !== "").join("\n"),
    item.reason ?? "",
    item.outcome === null ? "Not yet" : [OUTCOMES[item.outcome], item.outcomeDetail ?? ""].join("\n").trim(),
  ];
}

function decidedBy(item: ReportItem, people: ReadonlyMap<string, EvidencePerson>): string {
  const by = personWords(item.decidedById, people);
  return item.decidedForId === null ? by : `${by}, for ${personWords(item.decidedForId, people)}`;
}

function changeWords(change: unknown): string {
  if (typeof change !== "object" || change === null) return "";
  if ("days" in change) return `ends after ${String(change.days)} days`;
  if ("breadth" in change) return `only ${String(change.breadth)}`;
  return "words" in change ? String(change.words) : "";
}

/** One record as a line: when, what, and its own facts with people by name. */
export function recordCells(
  { kind, id: _, at, ...facts }: EvidenceRecord,
  people: ReadonlyMap<string, EvidencePerson>,
): string[] {
  const words = Object.entries(facts).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return [`${plain(name)}: ${people.get(text)?.name ?? text}`];
  });
  return [momentWords(at), kind, words.join("; ")];
}
