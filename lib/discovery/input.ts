import { z } from "zod";
import { governanceInput, sharedGovernanceInput } from "../inventory/input.ts";
import { withoutSecret } from "../inventory/plain-secret.ts";
import { reason } from "../inventory/text-fields.ts";
import type { ToolDefinition } from "../inventory/tool-definition.ts";
import { INTROSPECTION_INTERVALS } from "./introspection-schedule.ts";
import {
  CANDIDATE_STATES,
  type Candidate,
  CLIENTS,
  IMPORT_SOURCES,
  type ImportedFile,
  type SeenFile,
} from "./model.ts";
import { storableText } from "./readers/tree.ts";

/** Files in one import; more come in several imports. */
export const FILES_MAX = 500;

const path = z
  .string()
  .min(1)
  .max(1_000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, "A path holds no control characters.");

/** A machine's name as an inventory has it; empty when nobody says. */
const machine = z
  .string()
  .trim()
  .max(200, "At most 200 characters.")
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, "A machine's name holds no control characters.");

/** `machine` of a file counts before that of the import: a fleet's export holds the files of many. */
export const importFilesInput = z.object({
  machine: machine.default(""),
  files: z
    .array(z.object({ path, content: z.string(), machine: machine.optional() }))
    .min(1, "Choose at least one file.")
    .max(FILES_MAX, `Import ${FILES_MAX} files at most at a time.`),
});

/** Servers in one transaction of an import; more come in several. */
export const BATCH_SERVERS = 1_000;

/**
 * What our own reader found, already free of secrets. Made by `importFiles` and `openImportRun`, never by a door, so
 * the shapes are the compiler's business.
 */
export const recordImportInput = z.object({
  machine,
  source: z.enum(IMPORT_SOURCES),
  files: z.array(z.custom<ImportedFile>()).max(FILES_MAX),
  seenFiles: z.array(z.custom<SeenFile>()).max(FILES_MAX),
  serverCount: z.number().int().min(0),
  candidates: z.array(z.custom<Candidate>()),
});

export const startImportInput = z.object({ machine, source: z.enum(IMPORT_SOURCES) });

export const importIdInput = z.object({ importId: z.uuid() });

export const recordImportBatchInput = importIdInput.extend({
  serverCount: z.number().int().min(0),
  candidates: z.array(z.custom<Candidate>()),
});

export const recordGoneInput = importIdInput.extend({
  seenFiles: z.array(z.custom<SeenFile>()).max(FILES_MAX),
});

export const listForeignPlacesInput = z.object({ places: z.array(z.custom<SeenFile>()).max(FILES_MAX) });

/** A path as a disk has it, which is whatever the system allows. */
const diskPath = z.string().max(10_000);

export const listUnseenPathsInput = z.object({
  importId: z.uuid().nullable(),
  machine,
  folder: diskPath,
  after: diskPath,
});

export const getKnownPlaceInput = z.object({ machine, path: diskPath });

export const finishImportInput = importIdInput.extend({
  fileCount: z.number().int().min(0),
  /** What became of files, those not read first; at most FILES_MAX of them are kept. */
  files: z.array(z.custom<ImportedFile>()).max(FILES_MAX),
});

export const candidateInput = z.object({ candidateId: z.uuid() });

/** Fewer characters find everything, and slowly. */
export const SEARCH_CHARS_MIN = 3;

export const listCandidatesInput = z.object({
  state: z.enum(CANDIDATE_STATES).default("discovered"),
  search: z
    .string()
    .trim()
    .max(200)
    .transform((text) => (text === "" ? undefined : text))
    .refine(
      (text) => text === undefined || text.length >= SEARCH_CHARS_MIN,
      "Type at least three characters.",
    )
    .optional(),
  /** Seen in a file of this client. */
  client: z.enum(CLIENTS).optional(),
  /** Seen on this machine. */
  machine: machine.optional(),
  has: z
    .array(z.enum(["secrets", "risks"]))
    .max(2)
    .default([]),
  /** `new`: first seen in the last seven days; `gone`: seen nowhere any more. */
  seen: z.enum(["new", "present", "gone"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional(),
});

export const dismissCandidateInput = z.object({
  candidateId: z.uuid(),
  reason: withoutSecret(z.string().trim().min(5, "Say why, in a few words.").max(500)),
});

/** Candidates that one person settles at once. */
export const SETTLE_MAX = 200;
const candidateIds = z
  .array(z.uuid())
  .min(1, "Choose at least one candidate.")
  .max(SETTLE_MAX, `Choose ${SETTLE_MAX} candidates at most at a time.`);

export const dismissCandidatesInput = dismissCandidateInput
  .omit({ candidateId: true })
  .extend({ candidateIds });

/** Answers that hold for all of them; name and purpose come from what was found. */
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "This page is out of date. Reload it.");

/** `identityDigests` are those that were shown, by candidate; one left out is registered as it stands now. */
export const registerCandidatesInput = z
  .object({ candidateIds, identityDigests: z.record(z.uuid(), digest).default({}) })
  .and(sharedGovernanceInput);

/** `identityDigest` is the one that was shown; left out, whatever stands there now is meant. */
const shownCandidate = z.object({ candidateId: z.uuid(), identityDigest: digest.optional() });

export const mergeCandidateInput = shownCandidate.extend({ serverId: z.uuid("Choose a server.") });

export const serverInput = z.object({ serverId: z.uuid() });

/** `commandDigest` is the command that was shown; left out, the one that stands there now. */
export const allowCommandInput = serverInput.extend({ commandDigest: digest.optional() });

export const commandInput = z.object({ commandDigest: digest });

export const listAllowedCommandsInput = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(4_000).optional(),
});

/** `version` is the one that was shown; left out, whatever stands there now is replaced. */
export const introspectionDefaultInput = z.object({
  interval: z.enum(INTROSPECTION_INTERVALS, "Choose an interval."),
  version: z.coerce.number().int().min(0).optional(),
});

export const introspectionIntervalInput = serverInput.extend({
  interval: z.enum(INTROSPECTION_INTERVALS, "Choose an interval.").nullable(),
});

export const introspectionHistoryInput = z.object({
  slug: z.string().max(200),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(500).optional(),
});

export const respreadInput = z.object({ after: z.uuid().nullable() });

export const introspectionInput = z.object({ introspectionId: z.uuid() });

/** What a server wrote: bounded, and such that the database holds it. */
const written = (max: number) => z.string().max(max).transform(storableText);

/** Characters of why an introspection failed. */
export const MESSAGE_MAX = 1_000;

export const failIntrospectionInput = introspectionInput.extend({
  code: z.string().max(40),
  message: written(MESSAGE_MAX),
  durationMs: z.number().int().min(0).nullable(),
});

const offer = z.object({ count: z.number().int().min(0), names: z.array(written(200)).max(500) }).nullable();

/** What a server answered, already bounded by the introspection's own limits. */
export const finishIntrospectionInput = introspectionInput.extend({
  answer: z.object({
    protocolVersion: written(40).nullable(),
    serverName: written(300).nullable(),
    serverVersion: written(100).nullable(),
    resources: offer,
    templates: offer,
    prompts: offer,
    durationMs: z.number().int().min(0),
    warnings: z.array(written(300)).max(20),
    tools: z.array(z.custom<ToolDefinition>()).max(2_000),
  }),
});

export const noInput = z.object({});

/** What a person answers about a candidate; its connection comes from what was found. */
export const registerCandidateInput = shownCandidate.and(governanceInput);

/** Candidates that people may say are theirs; `search` as in the list of candidates. */
export const listClaimableInput = z.object({
  search: z.string().trim().max(100).default(""),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const claimCandidateInput = z.object({ candidateId: z.uuid(), reason });
/** One's own is withdrawn; an administrator declines somebody else's. */
export const endClaimInput = z.object({ candidateId: z.uuid(), reason });

/** What tells a client in files from others. */
const seenClient = z.object({ client: z.string().min(1).max(60), machine: z.string().max(200) });
export const listSeenClientsInput = z.object({
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const listSeenServersInput = seenClient;
export const linkSeenClientInput = seenClient.extend({
  consumerId: z.uuid("Choose one from the list."),
});
export const registerSeenClientsInput = z.object({
  clients: z.array(seenClient).min(1, "Choose at least one.").max(200, "At most 200 at once."),
  ownerId: z.uuid(),
});
