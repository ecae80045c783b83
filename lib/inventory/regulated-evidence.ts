import { dataClassesSaid } from "./enum-words.ts";
import type { Evidence } from "./evidence.ts";
import { parametersOf } from "./schema-evidence.ts";
import type { ToolDefinition } from "./tool-definition.ts";
import { nameWords } from "./tool-verbs.ts";

/** What a tool's server reaches. */
export interface Reach {
  /** Data classes of the server itself. */
  dataClasses: string[];
  /** Business systems behind it, with theirs. */
  systems?: readonly ReachedSystem[];
}
export interface ReachedSystem {
  name: string;
  dataClasses: readonly string[];
}

/** Signs that a tool touches a regulated system: money, health, personal records, or a server that holds them. */
export function regulatedEvidence(
  definition: ToolDefinition,
  { dataClasses, systems = [] }: Reach,
): Evidence[] {
  return [
    ...systemsTouched(definition.name, systems).flatMap(systemEvidence),
    ...dataClasses
      .filter(isRegulatedDataClass)
      .map((dataClass) =>
        evidence(
          "regulated-data-class",
          `Its server reaches ${dataClassesSaid([dataClass])} data, which is regulated.`,
        ),
      ),
    ...firstMatch(nameWords(definition.name), NAME, (word) =>
      evidence("regulated-name", `Its name says "${word}", which points at a regulated system.`),
    ),
    ...firstMatch([definition.description ?? ""], DESCRIPTION, (phrase) =>
      evidence(
        "regulated-description",
        `Its description says "${phrase}", which points at a regulated system.`,
      ),
    ),
    ...firstMatch(
      parametersOf(definition.inputSchema).map(({ words }) => words),
      PARAMETER,
      (word) => evidence("regulated-parameter", `It takes "${word}", which points at a regulated system.`),
    ),
  ];
}

/**
 * The reached systems a tool touches: those its name says, or all of them when it says none. A description names none:
 * words are cheap, and a tool must not talk itself out of a regulated system.
 */
function systemsTouched(name: string, systems: readonly ReachedSystem[]): readonly ReachedSystem[] {
  const words = nameWords(name);
  const named = systems.filter((system) =>
    nameWords(system.name).some((word) => word.length > 2 && words.includes(word)),
  );
  return named.length > 0 ? named : systems;
}

function systemEvidence({ name, dataClasses }: ReachedSystem): Evidence[] {
  return dataClasses
    .filter(isRegulatedDataClass)
    .map((dataClass) =>
      evidence(
        "regulated-system",
        `It can reach ${name}, which holds ${dataClassesSaid([dataClass])} data, and that is regulated.`,
      ),
    );
}

/** True for personal, health, card, bank and financial data, by any of their usual names. */
export function isRegulatedDataClass(dataClass: string): boolean {
  return nameWords(dataClass).some((word) => DATA_CLASS.test(word));
}

const DATA_CLASS =
  /^(?:pii|phi|pci|sox|gdpr|hipaa|glba|financial|finance|payments?|payroll|health|healthcare|medical|patients?|personal|cardholder|banking|biometric|regulated|hr)$/;

const NAME =
  /^(?:payments?|pay|payouts?|refunds?|payroll|salary|salaries|invoices?|billing|patients?|medical|prescriptions?|diagnos[ie]s|ssn|kyc|tax|taxes|iban|wire|bank|banking|ledger|hipaa|phi|pii|biometric)$/;

const DESCRIPTION =
  /\b(?:payments?|refunds?|payroll|salary|salaries|patients?|medical records?|health records?|credit cards?|bank accounts?|social security|tax returns?|personal data|personally identifiable)\b/i;

const PARAMETER =
  /^(?:amount(?:_cents|_minor|_usd)?|card_number|cvv|cvc|iban|account_number|routing_number|ssn|patient_id|salary|diagnosis|date_of_birth|dob|passport_number|tax_id)$/;

function firstMatch(texts: string[], pattern: RegExp, make: (found: string) => Evidence): Evidence[] {
  const found = texts.map((text) => pattern.exec(text)?.[0]).find((match) => match !== undefined);
  return found === undefined ? [] : [make(found)];
}

function evidence(rule: string, words: string): Evidence {
  return { rule, impact: "regulated", words, isAboutDeed: false };
}
