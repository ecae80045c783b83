import type { Evidence } from "./evidence.ts";
import type { Impact } from "./impact.ts";
import { regulatedEvidence } from "./regulated-evidence.ts";
import { schemaEvidence } from "./schema-evidence.ts";
import type { ToolDefinition } from "./tool-definition.ts";
import { deedOf, nameWords, verbOfName } from "./tool-verbs.ts";

/** Everything in a definition, annotations apart, and in its server's data classes that speaks of impact. */
export function evidenceOf(definition: ToolDefinition, dataClasses: string[]): Evidence[] {
  return [
    ...nameEvidence(definition.name),
    ...descriptionEvidence(`${definition.title ?? ""}.\n${definition.description ?? ""}`),
    ...schemaEvidence(definition),
    ...secretEvidence(definition),
    ...regulatedEvidence(definition, dataClasses),
  ];
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

function descriptionEvidence(description: string): Evidence[] {
  const verb = leadingVerb(description);
  const deed = verb === undefined ? undefined : deedOf(verb);
  const leading: Evidence[] =
    verb !== undefined && deed
      ? [
          {
            rule: "description-verb",
            impact: deed,
            words: `Its description begins with "${verb}", which ${DEED_WORDS[deed]}.`,
            isAboutDeed: true,
          },
        ]
      : [];
  return [...leading, ...DESCRIPTION_PHRASES.flatMap((phrase) => phraseEvidence(phrase, description))];
}

/** The verb of the first sentence, past openings such as "Use this tool to". */
function leadingVerb(description: string): string | undefined {
  const sentence = description.replace(/^[\s.]+/, "").split(/[.\n]/)[0] ?? "";
  const words = nameWords(sentence.replace(OPENING, ""));
  return words.slice(0, 2).find((word) => deedOf(word) !== undefined);
}

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

function phraseEvidence({ pattern, impact, says }: Phrase, description: string): Evidence[] {
  const sentence = description
    .split(/(?<=[.!?])\s|\n/)
    .find((part) => pattern.test(part) && !DENIAL.test(part));
  if (sentence === undefined) return [];
  const quoted = pattern.exec(sentence)?.[0] ?? "";
  return [
    {
      rule: "description-phrase",
      impact,
      words: `Its description says "${quoted}": it ${says}.`,
      isAboutDeed: true,
    },
  ];
}

const DENIAL =
  /\b(?:not|never|without|cannot (?!be undone)|no longer|instead of|rather than)\b|n't (?!be undone)/i;

/** A tool that hands out secrets is as grave as what the secrets open, whatever it claims. */
function secretEvidence({ name, description = "" }: ToolDefinition): Evidence[] {
  const last = nameWords(name).at(-1) ?? "";
  const isNamed = SECRET_NOUNS.test(last) && verbOfName(name)?.deed === "reads";
  const phrase = SECRET_PHRASE.exec(description);
  if (!isNamed && !(phrase && !DENIAL.test(description.slice(0, phrase.index)))) return [];
  const words = phrase
    ? `It returns secrets: its description says "${phrase[0]}".`
    : `It returns secrets: its name asks for "${last}".`;
  return [{ rule: "returns-secrets", impact: "regulated", words, isAboutDeed: true }];
}

const SECRET_NOUNS =
  /^(?:env|environ|environment|envvars?|secrets?|credentials?|passwords?|passphrases?|keychain|tokens?|apikeys?)$/;
const SECRET_PHRASE =
  /\b(?:returns?|gets?|reads?|shows?|prints?|lists?|fetch(?:es)?|retrieves?|dumps?|exposes?) (?:\w+ ){0,3}?(?:environment variables?|env vars?|secrets?(?! scanning)|credentials?|passwords?|private keys?|api keys?|access tokens?)\b/i;
