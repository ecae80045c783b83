import type { Transport } from "../kernel/generated/enums.ts";
import type { Impact } from "./impact.ts";
import type { DataClass } from "./model.ts";

/** What a tool of this impact does, inside a sentence. */
const IMPACTS_SAID = {
  reads: "reads",
  changes_data: "changes data",
  executes: "executes",
  regulated: "regulated",
} satisfies Record<Impact, string>;

const DATA_CLASSES_SAID = {
  public: "public",
  internal: "internal",
  confidential: "confidential",
  pii: "personal (PII)",
  phi: "health (PHI)",
  pci: "payment card (PCI)",
  financial: "financial",
  credentials: "credentials",
  source_code: "source code",
} satisfies Record<DataClass, string>;

const TRANSPORTS_SAID = {
  stdio: "stdio",
  streamable_http: "streamable HTTP",
  sse: "SSE",
} satisfies Record<Transport, string>;

export function impactSaid(impact: Impact): string {
  return IMPACTS_SAID[impact];
}

/** As in "confidential, personal (PII) data". A word we do not have stays as it is. */
export function dataClassesSaid(dataClasses: readonly string[]): string {
  const words: Readonly<Record<string, string>> = DATA_CLASSES_SAID;
  return dataClasses.map((one) => words[one] ?? one).join(", ");
}

export function transportSaid(transport: Transport): string {
  return TRANSPORTS_SAID[transport];
}
