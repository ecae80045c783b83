import type { Evidence } from "./evidence.ts";
import type { Impact } from "./impact.ts";
import { obscuredEvidence } from "./obscured-evidence.ts";
import { latinLookalike, plainText } from "./plain-text.ts";
import { type Reach, regulatedEvidence } from "./regulated-evidence.ts";
import { schemaEvidence } from "./schema-evidence.ts";
import type { ToolDefinition } from "./tool-definition.ts";
import { deedOf, nameWords, strongest, verbOfName } from "./tool-verbs.ts";

/** Everything in a definition, annotations apart, and in what its server reaches that speaks of impact. */
export function evidenceOf(definition: ToolDefinition, reach: Reach): Evidence[] {
  const description = readable(definition.description ?? "");
  const isNameSilent = verbOfName(definition.name) === undefined;
  return [
    ...nameEvidence(definition.name),
    ...descriptionEvidence(readable(definition.title ?? ""), description, isNameSilent),
    ...schemaEvidence(definition),
    ...secretEvidence(definition.name, description),
    ...agentEvidence(definition.name, description),
    ...obscuredEvidence(definition),
    ...regulatedEvidence({ ...definition, description }, reach),
  ];
}

/** As a reader takes it: nothing invisible, and letters that look like Latin ones read as such. */
function readable(text: string): string {
  return latinLookalike(plainText(text));
}

function nameEvidence(name: string): Evidence[] {
  const found = verbOfName(name);
  if (!found) return [];
  return [
    {
      rule: "name-verb",
      impact: found.deed,
      words: `Its name says "${found.verb}", which ${DEED_WORDS[found.deed]}.`,
      isAboutDeed: true,
    },
  ];
}

const DEED_WORDS = { reads: "reads", changes_data: "changes things", executes: "makes something run" };

/** A title and a description each speak for themselves, so that neither can talk over the other. */
function descriptionEvidence(title: string, description: string, isNameSilent: boolean): Evidence[] {
  return [
    ...leadingEvidence(title, "Its title"),
    ...leadingEvidence(description, "Its description"),
    ...laterEvidence(description),
    ...(isNameSilent ? laterSentences(description) : []),
    ...DESCRIPTION_PHRASES.flatMap((phrase) => {
      const said = phraseEvidence(phrase, title, "Its title");
      return said.length > 0 ? said : phraseEvidence(phrase, description, "Its description");
    }),
  ];
}

function laterSentences(description: string): Evidence[] {
  return sentences(description)
    .slice(1)
    .flatMap((sentence) => leadingEvidence(sentence, "A sentence of its description"))
    .filter(isAboutMore);
}

function leadingEvidence(text: string, where: string): Evidence[] {
  const verb = leadingVerb(text);
  const deed = verb === undefined ? undefined : deedOf(verb);
  if (verb === undefined || deed === undefined) return [];
  const words = `${where} begins with "${verb}", which ${DEED_WORDS[deed]}.`;
  return [{ rule: "description-verb", impact: deed, words, isAboutDeed: true }];
}

function isAboutMore({ impact }: Evidence): boolean {
  return impact !== "reads";
}

/** At most 200 of them: a description is bounded, and so is what is read into it. */
function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?;:])\s|\n/)
    .filter((part) => part.trim() !== "")
    .slice(0, 200);
}

/** The verb of the first sentence, past openings such as "Use this tool to". */
function leadingVerb(description: string): string | undefined {
  const sentence = description.replace(/^[\s.]+/, "").split(/[.\n]/)[0] ?? "";
  const words = nameWords(sentence.replace(OPENING, ""));
  return words.slice(0, 2).find((word) => deedOf(word) !== undefined);
}

/** "Deletes …" at the head of a later sentence says as much as at the head of the first: prose cannot hide it. */
function laterEvidence(description: string): Evidence[] {
  const verbs = description.match(/(?:[.!?]\s+|\n[\s*-]*)[A-Z][a-z]{2,20}s\b/g) ?? [];
  const found = strongest(
    verbs.slice(0, 200).flatMap((match) => {
      const verb = match.replace(/^[^A-Za-z]+/, "").toLowerCase();
      const deed = THIRD_PERSON.has(verb) ? deedOf(verb) : undefined;
      return deed === undefined || deed === "reads" ? [] : [{ deed, verb }];
    }),
  );
  if (found === undefined) return [];
  const words = `A sentence of its description begins with "${found.verb}", which ${DEED_WORDS[found.deed]}.`;
  return [{ rule: "description-verb-later", impact: found.deed, words, isAboutDeed: true }];
}

// Third persons that are no plural nouns as well ("Updates", "Changes", "Commands" are).
const THIRD_PERSON = new Set(
  `creates adds deletes removes writes inserts upserts renames moves overwrites modifies sends grants revokes drops
  truncates purges clears destroys executes evaluates deploys launches kills installs terminates`.split(
    /\s+/,
  ),
);

const OPENING =
  /^\s*(?:(?:please )?use this(?: tool| function)?(?: to| for)?|(?:this )?(?:tool|function)(?: that| which| to| for)?|(?:it )?(?:allows|lets|enables) (?:you|users|the \w+) to|a tool (?:to|that|for))\s+/i;

type Phrase = { pattern: RegExp; impact: Impact; says: string };

// Matched anywhere in the description, unless the sentence denies it.
const DESCRIPTION_PHRASES: Phrase[] = [
  {
    pattern:
      /\b(?:run|execut|evaluat)\w* (?:an? |any |the |arbitrary |given |provided )*(?:shell|bash|system|terminal|command|script|code|program|process|sql|javascript|python)/i,
    impact: "executes",
    says: "runs commands or code",
  },
  {
    pattern:
      /\b(?:starts?|launch(?:es)?|kicks? off|simulates?|queues?) (?:(?:an?|the|new|deep|long|background|research|[a-z]+-[a-z]+) ){0,4}(?:operation|task|job|workflow|pipeline)s?\b/i,
    impact: "executes",
    says: "starts work that goes on by itself",
  },
  {
    pattern: /\barbitrary (?:code|commands?|sql|scripts?)/i,
    impact: "executes",
    says: "runs commands or code",
  },
  {
    pattern: /\b(?:permanently|irreversibl[ey]|cannot be undone|can't be undone|destructive)\b/i,
    impact: "changes_data",
    says: "cannot be undone",
  },
  {
    pattern:
      /\b(?:overwrit(?:e|es|ing)|delet(?:e|es|ing)|creat(?:e|es|ing) (?:or|and) updat(?:e|es|ing)|modif(?:y|ies|ying)|truncat(?:e|es|ing)) (?:an? |any |the |all |existing |specified |given )*(?:files?|rows?|records?|tables?|data|branch(?:es)?|repositor(?:y|ies)|director(?:y|ies)|contents?|database|messages?|items?|resources?)/i,
    impact: "changes_data",
    says: "changes or deletes data",
  },
];

function phraseEvidence({ pattern, impact, says }: Phrase, text: string, where: string): Evidence[] {
  const sentence = text.split(/(?<=[.!?])\s|\n/).find((part) => pattern.test(part) && !DENIAL.test(part));
  if (sentence === undefined) return [];
  const quoted = pattern.exec(sentence)?.[0] ?? "";
  return [
    {
      rule: "description-phrase",
      impact,
      words: `${where} says "${quoted}": it ${says}.`,
      isAboutDeed: true,
    },
  ];
}

const DENIAL =
  /\b(?:not|never|without|cannot (?!be undone)|no longer|instead of|rather than)\b|n't (?!be undone)/i;

/** A tool that hands out secrets is as grave as what the secrets open, whatever it claims. */
function secretEvidence(name: string, description: string): Evidence[] {
  const words = nameWords(name);
  const last = words.at(-1) ?? "";
  // What lists alerts of leaked secrets answers with the secrets.
  const inside = words.find((word) => /^(?:secrets?|credentials?)$/.test(word));
  const named = SECRET_NOUNS.test(last) ? last : inside;
  const isNamed = named !== undefined && verbOfName(name)?.deed === "reads";
  const phrase = SECRET_PHRASE.exec(description);
  if (!isNamed && !(phrase && !DENIAL.test(description.slice(0, phrase.index)))) return [];
  const said = phrase
    ? `It returns secrets: its description says "${phrase[0]}".`
    : `It returns secrets: its name asks for "${named ?? ""}".`;
  return [{ rule: "returns-secrets", impact: "regulated", words: said, isAboutDeed: true }];
}

const SECRET_NOUNS =
  /^(?:env|environ|environment|envvars?|secrets?|credentials?|passwords?|passphrases?|keychain|tokens?|apikeys?)$/;
const SECRET_PHRASE =
  /\b(?:returns?|gets?|reads?|shows?|prints?|lists?|fetch(?:es)?|retrieves?|dumps?|exposes?) (?:\w+ ){0,3}?(?:environment variables?|env vars?|secrets?|credentials?|passwords?|private keys?|api keys?|access tokens?)\b/i;

/** Work handed to an agent is work that runs: what the agent then does, nobody has looked at. */
function agentEvidence(name: string, description: string): Evidence[] {
  const words = nameWords(name);
  const agent = words.find((word) => AGENTS.test(word));
  const isHandedOver = agent !== undefined && words.some((word) => HANDS_OVER.test(word));
  const phrase = AGENT_PHRASE.exec(description)?.[0];
  if (!isHandedOver && phrase === undefined) return [];
  const said = isHandedOver ? `Its name hands work to "${agent}"` : `Its description says "${phrase}"`;
  return [
    {
      rule: "hands-to-agent",
      impact: "executes",
      words: `${said}, an agent that acts by itself.`,
      isAboutDeed: true,
    },
  ];
}

const AGENTS = /^(?:copilot|agents?|subagents?|bot|assistant)$/;
const HANDS_OVER =
  /^(?:assign|request|ask|invoke|delegate|prompt|instruct|dispatch|send|create|start|handoff)$/;
const AGENT_PHRASE =
  /\b(?:assigns?|delegates?|hands? (?:over|off)) (?:[\w-]+ ){0,4}(?:copilot|(?:coding |autonomous |ai )agents?|subagents?)\b/i;
