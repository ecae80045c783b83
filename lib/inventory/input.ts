import { z } from "zod";
import { CONSUMER_STATES } from "./consumers.ts";
import { transportSaid } from "./enum-words.ts";
import { IMPACTS } from "./impact.ts";
import {
  CONSUMER_KINDS,
  CRITICALITIES,
  DATA_CLASSES,
  ENVIRONMENTS,
  SCOPE_BREADTHS,
  TAG_CHARS_MAX,
  TAGS_MAX,
  TRANSPORTS,
} from "./model.ts";
import { carriesSecret, NO_SECRET, withoutSecret } from "./plain-secret.ts";
import { line, nameLine, optionalLine, reason } from "./text-fields.ts";

export {
  type ListServersInput,
  listServersInput,
  SERVER_SORTS,
  type ServerSort,
} from "./server-list-input.ts";

const id = z.uuid("Choose one from the list.");
const optionalId = z.union([z.literal("").transform(() => null), id, z.null()]);
/** A calendar day, as YYYY-MM-DD. */
const day = z.iso.date("Write the day as YYYY-MM-DD.").transform((text) => new Date(`${text}T00:00:00Z`));
/** One word or a few that servers are found by. */
export const tagInput = withoutSecret(
  z
    .string()
    .trim()
    .toLowerCase()
    .min(1, "Write a word.")
    .max(TAG_CHARS_MAX, `At most ${TAG_CHARS_MAX} characters a tag.`)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:/-]*$/u, "Use letters, digits, spaces and . _ : / - in a tag."),
);
/** Each once, in order. What is wrong with one of them is said of the field. */
export const tagsInput = z
  .array(z.string().max(200))
  .max(100, "Too many tags.")
  .transform((given, context) => {
    const tags = new Set<string>();
    for (const text of given) {
      const tag = tagInput.safeParse(text);
      if (tag.success) tags.add(tag.data);
      else context.addIssue({ code: "custom", message: tag.error.issues[0]?.message ?? "Write a word." });
    }
    if (tags.size > TAGS_MAX) context.addIssue({ code: "custom", message: `At most ${TAGS_MAX} tags.` });
    return [...tags].toSorted();
  });

/** Bounds of a connection, typed or found in a file: what is registered can be edited. */
export const CONNECTION_ARGS_MAX = 200;
export const COMMAND_CHARS_MAX = 1_000;
export const URL_CHARS_MAX = 2_000;

const connectionFields = {
  transport: z.enum(TRANSPORTS, "Choose how it is reached."),
  command: optionalLine(COMMAND_CHARS_MAX).default(null),
  args: z
    .array(z.string().max(4_000), "Write one argument on each line, or all of them as a JSON list of texts.")
    .max(CONNECTION_ARGS_MAX, `At most ${CONNECTION_ARGS_MAX} arguments.`)
    .default([]),
  url: z
    .union([
      z.literal("").transform(() => null),
      z
        .url({ protocol: /^https?$/, error: "Write an address that begins with https:// or http://." })
        .max(URL_CHARS_MAX)
        .refine((url) => !carriesSecret([url]), NO_SECRET),
      z.null(),
    ])
    .default(null),
  packageRegistry: optionalLine(40).default(null),
  packageName: optionalLine(300).default(null),
  packageVersion: optionalLine(200).default(null),
};

interface Connection {
  transport: (typeof TRANSPORTS)[number];
  command: string | null;
  args: string[];
  url: string | null;
}

/** A stdio server has a command, a remote one an address; never both. Neither holds a credential. */
function checkConnection({ transport, command, args, url }: Connection, context: z.RefinementCtx): void {
  const [needed, other] =
    transport === "stdio" ? (["command", "url"] as const) : (["url", "command"] as const);
  const values = { command, url };
  if (values[needed] === null) {
    context.addIssue({
      code: "custom",
      path: [needed],
      message: `A ${transportSaid(transport)} server needs this.`,
    });
  }
  if (values[other] !== null) {
    context.addIssue({
      code: "custom",
      path: [other],
      message: `A ${transportSaid(transport)} server has none.`,
    });
  }
  // A command line is one text: "env API_KEY=…" and "--key …" show only from word to word.
  if (carriesSecret([command ?? "", ...args])) {
    context.addIssue({ code: "custom", path: ["args"], message: NO_SECRET });
  }
}

const serverFields = {
  name: nameLine(120),
  purpose: line(2_000),
  environment: z.enum(ENVIRONMENTS, "Choose an environment."),
  criticality: z.enum(CRITICALITIES, "Choose a criticality."),
  team: optionalLine(120),
  dataClasses: z.array(z.enum(DATA_CLASSES, "Choose data classes from the list.")).max(DATA_CLASSES.length),
  tags: tagsInput,
  serverRoleId: optionalId,
  nextReviewOn: day,
};

const governanceFields = {
  ...serverFields,
  criticality: serverFields.criticality.default("medium"),
  team: serverFields.team.default(null),
  dataClasses: serverFields.dataClasses.default([]),
  tags: serverFields.tags.default([]),
  serverRoleId: serverFields.serverRoleId.default(null),
  /** Left out: a date by environment and criticality. */
  nextReviewOn: serverFields.nextReviewOn.optional(),
  ownerId: id,
  backupOwnerId: optionalId.default(null),
};

interface Ownership {
  environment: (typeof ENVIRONMENTS)[number];
  ownerId: string;
  backupOwnerId: string | null;
}

/** Two people answer for a server in production, and never one person twice. */
function checkOwnership(input: Ownership, context: z.RefinementCtx): void {
  const issue = (message: string) => context.addIssue({ code: "custom", path: ["backupOwnerId"], message });
  if (input.environment === "production" && input.backupOwnerId === null) {
    issue("A server in production needs a backup owner.");
  }
  if (input.backupOwnerId === input.ownerId) issue("Choose somebody other than the owner.");
}

/** What a person answers for a server whose connection is already known. */
export const governanceInput = z.object(governanceFields).superRefine(checkOwnership);

/** The same for many servers at once: each keeps the name it was found with. */
export const sharedGovernanceInput = z
  .object(governanceFields)
  .omit({ name: true, purpose: true })
  .superRefine(checkOwnership);

export const registerServerInput = z
  .object({ ...governanceFields, ...connectionFields })
  .superRefine((input, context) => {
    checkConnection(input, context);
    checkOwnership(input, context);
  });

/** The version the editor read; left out, the newest is changed. */
const version = z.int().positive().optional();

export const updateServerInput = z.object({
  serverId: id,
  version,
  ...z.object(serverFields).partial().shape,
});

/** One person in both seats: the backup owner moves up. */
export const assignOwnersInput = z.object({
  serverId: id,
  version,
  ownerId: id,
  backupOwnerId: optionalId,
  reason,
});

export const updateConnectionInput = z
  .object({ serverId: id, version, ...connectionFields })
  .superRefine(checkConnection);

export const serverOnlyInput = z.object({ serverId: id });
export const serverWithReasonInput = z.object({ serverId: id, reason });

/** What a scope is. */
export const scopeFields = z.object({
  name: nameLine(200),
  system: optionalLine(120).default(null),
  breadth: z.enum(SCOPE_BREADTHS, "Choose how broad it is."),
});
export const addScopeInput = scopeFields.extend({ serverId: id });
export const removeScopeInput = z.object({ serverId: id, scopeId: id });

/** `digest` is the definition that was shown; left out, the one that stands there now. */
export const overrideToolImpactInput = z.object({
  toolId: id,
  impact: z.enum(IMPACTS, "Choose an impact."),
  reason,
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, "This page is out of date. Reload it.")
    .optional(),
});

export const disableToolInput = z.object({ toolId: id, reason });

export const addConsumerInput = z.object({
  name: nameLine(120),
  kind: z.enum(CONSUMER_KINDS, "Choose a kind."),
  /** Left out: the person who adds it. */
  ownerId: id.optional(),
});

/** Fields left out stay. */
export const updateConsumerInput = z.object({
  consumerId: id,
  version,
  name: nameLine(120).optional(),
  kind: z.enum(CONSUMER_KINDS, "Choose a kind.").optional(),
  ownerId: id.optional(),
});

export const deactivateConsumerInput = z.object({
  consumerId: id,
  version,
  reason,
  /** Whether what it was granted ends for good, rather than coming back when it is reactivated. */
  endGrants: z.boolean().default(true),
});

export const reactivateConsumerInput = z.object({ consumerId: id, version });

export const searchConsumersInput = z.object({
  q: z.string().trim().max(120).default(""),
  kind: z.enum(CONSUMER_KINDS).optional(),
  ownerId: id.optional(),
  state: z.enum(CONSUMER_STATES).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const consumerSlugInput = z.object({ slug: z.string().min(1).max(120) });

export const getServerInput = z.object({ slug: z.string().min(1).max(120) });
export const getToolInput = z.object({ slug: z.string().min(1).max(120), toolId: z.uuid() });
const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
/** Versions of a tool's definition are counted from 1, the first seen. */
export const compareToolVersionsInput = getToolInput.extend({
  from: versionNumber.optional(),
  to: versionNumber.optional(),
});
export const noInput = z.object({});
export const listActiveConsumersInput = z.object({
  q: z.string().trim().max(200).default(""),
  /** Only those of this person. */
  ownerId: z.uuid().optional(),
  /** These too, whatever else is asked. */
  alsoIds: z.array(z.uuid()).max(100).default([]),
});
export const expiringCredentialsInput = z.object({
  days: z.coerce.number().int().min(1).max(365).default(30),
  /** Only of servers that this person owns or backs up. */
  answererId: z.uuid().optional(),
});

export type SharedGovernanceInput = z.output<typeof sharedGovernanceInput>;
export type RegisterServerInput = z.output<typeof registerServerInput>;
