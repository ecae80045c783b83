import type { CampaignDefinition } from "../campaign-definition.ts";
import { type DefinitionNames, definitionLines } from "../definition-words.ts";
import { type Skipped, skippedInWords } from "../early-close.ts";
import type { EvidenceHeader, EvidencePerson } from "../evidence.ts";
import type { ReviewerFigures, RiskFigures } from "../report-store.ts";
import type { Totals } from "../tally.ts";
import type { Paper } from "./paper.ts";
import { momentWords, personWords, scopeWords } from "./report-words.ts";

type People = ReadonlyMap<string, EvidencePerson>;

export function drawBeginning(paper: Paper, header: EvidenceHeader, people: People): void {
  const { campaign, state, isFinal, signOff, anchor } = header;
  paper.title(campaign.name, `Report of an access review, made ${momentWords(header.generatedAt)}`);
  if (campaign.purpose !== "") paper.paragraph(campaign.purpose);
  if (!isFinal) paper.paragraph("This review is not closed: the report shows its state of that moment.");
  paper.fact("State", isFinal ? (state === "signed" ? "Closed and signed" : "Closed, not signed") : state);
  if (campaign.cause !== null) paper.fact("Opened by itself", JSON.stringify(campaign.cause));
  if (campaign.createdById !== null) paper.fact("Defined by", personWords(campaign.createdById, people));
  paper.fact("Started", `${momentWords(campaign.startedAt)}${startedBy(header, people)}`);
  paper.fact("Answers were due", momentWords(campaign.dueAt));
  if (anchor.closed !== null) paper.fact("Closed", `${momentWords(anchor.closed.at)} by ${anchor.closed.by}`);
  if (campaign.earlyReason !== undefined) {
    // Written by the database when it began to close, with exactly this shape.
    paper.fact("Closed early", skippedInWords(campaign.skipped as Skipped, "past"));
    paper.fact("Why", campaign.earlyReason);
  }
  if (signOff !== null && signOff !== undefined) {
    paper.fact(
      "Signed",
      `${momentWords(signOff.signedAt)} by ${personWords(signOff.signedById, people)}, signed in ${momentWords(signOff.authenticatedAt)}`,
    );
    if (signOff.statement !== null) paper.fact("Statement", signOff.statement);
  }
}

function startedBy({ campaign }: EvidenceHeader, people: People): string {
  return campaign.startedById === null ? " by itself" : ` by ${personWords(campaign.startedById, people)}`;
}

export function drawTotals(paper: Paper, totals: Totals): void {
  paper.heading("Figures", "From what Steward's database counts with every change. Each ledger adds up.");
  paper.ledger(
    [
      ["Kept", totals.kept],
      ["Revoked", totals.revoked],
      ["To be changed", totals.changed],
      ["No response", totals.unanswered],
    ],
    ["Population", totals.population],
  );
  paper.ledger(
    [
      ["Removed and verified", totals.applied],
      ["Failed", totals.failed],
      ["Had ended already", totals.notNeeded],
      ...open(totals.removals - totals.applied - totals.failed - totals.notNeeded),
    ],
    ["To remove: revoked, or ended for want of a response", totals.removals],
  );
  if (totals.changed === 0) return;
  const done = totals.changeApplied + totals.changeFailed + totals.changeNotNeeded;
  paper.ledger(
    [
      ["Changed and verified, or asked of an owner", totals.changeApplied],
      ["Failed", totals.changeFailed],
      ["Had ended already", totals.changeNotNeeded],
      ...open(totals.changed - done),
    ],
    ["To change", totals.changed],
  );
}

function open(count: number): [string, number][] {
  return count === 0 ? [] : [["Not done yet", count]];
}

export function drawRisks(paper: Paper, risks: readonly RiskFigures[]): void {
  paper.heading("Answers by risk");
  const figure = (risk: string, decision: string) =>
    (risks.find((one) => one.risk === risk && one.decision === decision)?.items ?? 0).toLocaleString("en");
  const number = (head: string) => ({ head, share: 0.17, isNumber: true });
  paper.table([
    { head: "Risk", share: 0.2 },
    ...["Kept", "Revoked", "To be changed", "No response"].map(number),
  ]);
  for (const risk of ["high", "medium", "low"]) {
    paper.row([risk, ...["keep", "revoke", "change", "undecided"].map((decision) => figure(risk, decision))]);
  }
}

export function drawReviewers(paper: Paper, reviewers: readonly ReviewerFigures[], people: People): void {
  paper.heading("Who answered", "By the reviewer whose items they were at the end; at most 200 people.");
  paper.table([
    { head: "Reviewer", share: 0.49 },
    { head: "Items", share: 0.17, isNumber: true },
    { head: "Answered", share: 0.17, isNumber: true },
    { head: "No response", share: 0.17, isNumber: true },
  ]);
  for (const { reviewerId, items, unanswered } of reviewers) {
    const figures = [items, items - unanswered, unanswered].map((count) => count.toLocaleString("en"));
    const person = people.get(reviewerId);
    paper.row([person === undefined ? "Nobody" : `${person.name} (${person.email})`, ...figures]);
  }
}

export function drawDefinition(paper: Paper, definition: CampaignDefinition, names: DefinitionNames): void {
  paper.heading("What was asked");
  for (const { label, words } of definitionLines(definition, names, scopeWords(definition.scope))) {
    paper.fact(label, words.join("\n"));
  }
}

export function drawProof(paper: Paper, header: EvidenceHeader): void {
  const { population, evidenceAtClose, signOff, anchor, campaign } = header;
  paper.heading(
    "Proof",
    "The evidence pack (JSON) holds every item; `steward evidence verify` makes each of these hashes again from it, with nothing else. Compare them with the events of the audit trail.",
  );
  paper.fact("Review", campaign.id, true);
  paper.fact(
    "Population",
    `${population.count.toLocaleString("en")} items, frozen ${momentWords(campaign.stagedAt)}`,
  );
  if (population.query !== null) paper.fact("Query", JSON.stringify(population.query), true);
  paper.fact("Population hash", population.hash ?? "", true);
  if (evidenceAtClose !== null) paper.fact("Evidence hash", evidenceAtClose.hash, true);
  if (anchor.closed !== null) paper.fact("Closed as event", eventWords(anchor.closed), true);
  if (signOff !== null && signOff !== undefined) paper.fact("Sign-off hash", signOff.hash, true);
  if (anchor.signed !== null && anchor.signed !== undefined) {
    paper.fact("Signed as event", eventWords(anchor.signed), true);
  }
  if (anchor.head !== null) paper.fact("The trail ended at", eventWords(anchor.head), true);
  paper.fact("This report", header.exportId, true);
}

function eventWords({ sequence, hash }: { sequence: number; hash: string }): string {
  return `${sequence}, ${hash}`;
}
