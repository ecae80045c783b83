import { closeCheck } from "./close-check.ts";
import type { EvidenceCampaign, EvidencePopulation } from "./evidence.ts";
import { check, type EvidenceCheck, isSame, named, type ReadPack } from "./evidence-check.ts";
import { evidenceHash } from "./evidence-hash.ts";
import type { PackEnding, PackHeader } from "./evidence-schema.ts";
import { signOffCheck } from "./sign-off-check.ts";
import type { Totals } from "./tally.ts";

/** Every part of a pack beside what it comes to. */
export function judge(
  head: PackHeader,
  read: ReadPack,
  said: PackEnding,
  made: { headerHash: string; packHash: string },
): EvidenceCheck[] {
  const evidence = evidenceHash(head.formatVersion, {
    campaign: head.campaign as unknown as EvidenceCampaign,
    population: head.population as unknown as EvidencePopulation,
    items: read.items.hex,
    records: read.records.hex,
    totals: read.totals,
  });
  return [
    check(
      "header",
      said.headerHash === made.headerHash,
      `The head is what its hash says. Of it the audit trail has the review, its population and its sign-off; the rest, such as how people are called, is tied to it by the pack hash alone: compare ${said.packHash} with the event campaign.evidence_export_ended of the export ${head.exportId}.`,
      "The head was altered: its hash is another.",
    ),
    itemsCheck(head, read, said),
    check(
      "facts",
      read.wrongFacts.length === 0,
      "The facts of each item are those that were frozen.",
      named(read.wrongFacts),
    ),
    check(
      "answers",
      read.wrongAnswers.length === 0,
      "Each decision is an answer that somebody gave, who is named.",
      named(read.wrongAnswers),
    ),
    ...recordsChecks(head, read, said),
    check(
      "population",
      head.population.hash === read.population.end(head.population.query),
      "The population hash follows from the query and the frozen facts.",
      "The population hash is not that of this query and these facts.",
    ),
    ...totalsChecks(head, read.totals, said),
    check(
      "evidence",
      said.evidenceHash === evidence,
      "The evidence hash follows from the review, its population, its items and its totals.",
      "The evidence hash is not that of this review, population, items and totals.",
    ),
    closeCheck(head, evidence),
    ...signOffCheck(head, read, evidence),
    check(
      "pack",
      said.packHash === made.packHash,
      "The pack hash is that of the whole file.",
      "The file was altered after it was made: its pack hash is another.",
    ),
  ];
}

function itemsCheck({ population }: PackHeader, read: ReadPack, said: PackEnding): EvidenceCheck {
  const isItemsHash = said.itemsHash === `sha256:${read.items.hex}`;
  const problems = [...read.wrong];
  if (read.count !== population.count) {
    problems.push(`there are ${read.count} items where ${population.count} were frozen`);
  }
  if (!isItemsHash) problems.push("the hash over all items is another");
  return check(
    "items",
    problems.length === 0,
    `All ${read.count.toLocaleString("en")} items are what their hashes say, in their order, and none is missing.`,
    named(problems),
  );
}

function recordsChecks({ formatVersion }: PackHeader, read: ReadPack, said: PackEnding): EvidenceCheck[] {
  if (formatVersion === 3) return [];
  const problems = [...read.wrongRecords];
  if (said.recordsHash !== `sha256:${read.records.hex}`)
    problems.push("the hash over all records is another");
  const count = read.recordCount;
  return [
    check(
      "records",
      problems.length === 0,
      `All ${count.toLocaleString("en")} records of what happened around the answers are what their hashes say.`,
      named(problems),
    ),
  ];
}

function totalsChecks(
  { isFinal, formatVersion }: PackHeader,
  counted: Totals,
  { totals, tally }: PackEnding,
): EvidenceCheck[] {
  const { population, kept, revoked, changed, unanswered, removals, applied, failed, notNeeded } = counted;
  const sum = `${population} = ${kept} kept + ${revoked} revoked + ${changed} changed + ${unanswered} without response`;
  const { changeApplied, changeFailed, changeNotNeeded } = counted;
  const made = `${changed} changed = ${changeApplied} made and verified + ${changeFailed} failed + ${changeNotNeeded} without need`;
  const ended = `${removals} to remove = ${applied} removed and verified + ${failed} failed + ${notNeeded} ended before`;
  return [
    check(
      "totals",
      isSame(totals, counted),
      `The totals tie out with the items: ${sum}.`,
      `The totals are not those of the items, which come to ${sum}.`,
    ),
    ...(isFinal
      ? [
          check(
            "totals",
            removals === applied + failed + notNeeded,
            `So do the removals: ${ended}.`,
            `The removals do not tie out: ${ended}.`,
          ),
          // Format 3 does not say what came of changes.
          ...(formatVersion === 3
            ? []
            : [
                check(
                  "totals",
                  changed === changeApplied + changeFailed + changeNotNeeded,
                  `So do the changes: ${made}.`,
                  `The changes do not tie out: ${made}.`,
                ),
              ]),
        ]
      : []),
    check(
      "totals",
      isSame(tally, counted),
      "The items come to what Steward's database had counted.",
      "The items do not come to what Steward's database had counted.",
    ),
  ];
}
