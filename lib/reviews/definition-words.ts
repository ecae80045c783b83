import { dayWords } from "#lib/policy/approval/plain-words.ts";
import { type ApproverNames, sourceWords } from "#lib/policy/approval/policy-words.ts";
import type { CampaignDefinition, ReviewRisk, ReviewStage, ReviewSubject } from "./campaign-definition.ts";
import { REVIEW_RISKS } from "./campaign-definition.ts";
import { whyNotCounted } from "./counts-as-review.ts";

/** What a definition refers to by id. */
export interface DefinitionNames extends ApproverNames {
  servers: ReadonlyMap<string, string>;
  /** The review whose unanswered items it asks about. */
  earlier: string | null;
}

export interface DefinitionLine {
  label: string;
  /** One sentence or more, each of its own. */
  words: string[];
}

const SUBJECTS: Record<ReviewSubject, string> = {
  server: "the servers themselves",
  access: "consumers' access",
  credential: "credentials",
  scope: "scopes",
  tool: "tools",
};

const SEES: Record<ReviewStage["sees"], string> = {
  nothing: "sees nothing of the stages before",
  answers: "sees what was answered before, not why",
  answers_and_reasons: "sees what was answered before, and why",
};

const TAKES: Record<ReviewStage["takes"], string> = {
  all: "takes everything",
  kept: "takes what was kept, and what nobody answered",
  high_risk: "takes what is of high risk, and what nobody answered",
};

/**
 * A definition in plain words, line by line: for its page, for the command line and for paper. `servers` says in words
 * what its filter finds, which only the list of servers knows.
 */
export function definitionLines(
  definition: CampaignDefinition,
  names: DefinitionNames,
  servers: string,
): DefinitionLine[] {
  const { scope, subjects, stages, fallback, brakePercent, signerId, startsOn } = definition;
  return [
    { label: "Servers", words: [whichServers(scope, names, servers)] },
    { label: "What is reviewed", words: [sentence(list(subjects.map((subject) => SUBJECTS[subject])))] },
    ...narrowed(definition),
    { label: "Counts as a review of its servers", words: [countedWords(definition)] },
    ...stages.map((stage, place) => ({
      label: stages.length === 1 ? "Who reviews" : `Stage ${place + 1}: ${stage.name}`,
      words: stageWords(stage, place, names),
    })),
    { label: "Where nobody of a stage can", words: [sentence(sourceWords(fallback, names))] },
    { label: "When nobody answers", words: [silenceWords(definition.noResponse)] },
    { label: "When time is up", words: overdueWords(definition.overdue) },
    {
      label: "When an answer says why",
      words: [
        definition.needsReason === "always"
          ? "Always."
          : "When it removes something, and when the risk is high.",
      ],
    },
    {
      label: "Brake",
      words: [
        `Closing stops and asks a second person when it would end more than ${brakePercent} per cent of what is in force in its scope.`,
      ],
    },
    ...(startsOn === null
      ? []
      : [{ label: "Start", words: [`By itself on ${startsOn}, once it is staged.`] }]),
    {
      label: "Who signs",
      words: [
        signerId === null
          ? "Whoever manages reviews and answered nothing in it."
          : sentence(names.people.get(signerId) ?? "somebody who is gone"),
      ],
    },
  ];
}

function whichServers(
  { unansweredIn, serverIds }: CampaignDefinition["scope"],
  names: DefinitionNames,
  filtered: string,
): string {
  if (unansweredIn !== undefined) {
    return `Wherever what nobody answered in “${names.earlier ?? "a review that is gone"}” still stands.`;
  }
  return serverIds.length > 0 ? named(serverIds, names) : filtered;
}

function narrowed({ scope }: CampaignDefinition): DefinitionLine[] {
  const { grantedWithinDays, unusedForDays } = scope;
  const words = [
    ...(grantedWithinDays === null
      ? []
      : [`Only what was granted or added within ${dayWords(grantedWithinDays, "day")}.`]),
    ...(unusedForDays === null
      ? []
      : [`Only what was not used for ${dayWords(unusedForDays, "day")}, or never.`]),
  ];
  return words.length === 0 ? [] : [{ label: "Left out", words }];
}

function countedWords(definition: CampaignDefinition): string {
  const why = whyNotCounted(definition);
  if (why !== null) return `No: it ${why}. They stay due for review when they are.`;
  return "Yes, of each of which everything is answered: its next review is due anew from the close.";
}

function stageWords(stage: ReviewStage, place: number, names: ApproverNames): string[] {
  const tried = stage.reviewers.map((source) => sourceWords(source, names)).join(", else ");
  const who = `${sentence(tried)} Within ${dayWords(stage.days, "day")}.`;
  return place === 0 ? [who] : [who, sentence(`${TAKES[stage.takes]}; ${SEES[stage.sees]}`)];
}

function overdueWords({ escalateAfterDays, closeAfterDays }: CampaignDefinition["overdue"]): string[] {
  return [
    escalateAfterDays === null
      ? "What is unanswered stays where it is."
      : `After ${dayWords(escalateAfterDays, "day")} it goes to the backup owner, the owner's manager, then an administrator.`,
    closeAfterDays === null
      ? "An administrator is asked to close it."
      : `After ${dayWords(closeAfterDays, "day")} it closes by itself.`,
  ];
}

function silenceWords(noResponse: CampaignDefinition["noResponse"]): string {
  const by = (what: "keep" | "revoke") => REVIEW_RISKS.filter((risk) => noResponse[risk] === what);
  if (by("keep").length === 0) return "It ends when the review closes, whatever its risk.";
  if (by("revoke").length === 0) return "It stays in force, and the record says that nobody answered.";
  return `What is of ${risks(by("revoke"))} risk ends when the review closes; what is of ${risks(by("keep"))} risk stays in force, and the record says that nobody answered.`;
}

const risks = (some: readonly ReviewRisk[]) => some.join(" or ");

function named(serverIds: readonly string[], { servers }: DefinitionNames): string {
  const known = serverIds.flatMap((id) => servers.get(id) ?? []);
  const gone = serverIds.length - known.length;
  const parts = [
    ...known,
    ...(gone === 0 ? [] : [gone === 1 ? "one that is gone" : `${gone} that are gone`]),
  ];
  return `Exactly ${list(parts)}.`;
}

function list(parts: readonly string[]): string {
  return new Intl.ListFormat("en").format(parts);
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
