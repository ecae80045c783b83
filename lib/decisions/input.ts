import { z } from "zod";

/** Longer than any name we give; bounds what a question can make the database compare. */
export const NAME_CHARS = 512;
export const MAX_QUESTIONS = 100;

/** No name of ours holds a NUL: such a question is answered, with no. */
const name = z
  .string()
  .min(1)
  .max(NAME_CHARS)
  .transform((text) => text.replaceAll("\u0000", "\uFFFD"));
const properties = z.record(z.string(), z.unknown()).optional();

const subject = z.object({ type: name, id: name, properties });
const action = z.object({ name, properties });
const resource = z.object({ type: name, id: name, properties });
const context = z.record(z.string(), z.unknown()).optional();

/** One question, as in AuthZEN Authorization API 1.0 section 6.1. Unknown fields are ignored. */
export const accessQuestion = z.object({ subject, action, resource, context });
export type AccessQuestion = z.output<typeof accessQuestion>;

export const SEMANTICS = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"] as const;
export type Semantic = (typeof SEMANTICS)[number];

/**
 * Several questions, as in AuthZEN section 7.1. What stands at the top is the default for each; a question's own
 * member replaces the default as a whole.
 */
export const evaluationsRequest = z.object({
  subject: z.unknown().optional(),
  action: z.unknown().optional(),
  resource: z.unknown().optional(),
  context: z.unknown().optional(),
  evaluations: z
    .array(z.record(z.string(), z.unknown()))
    .max(MAX_QUESTIONS, `At most ${MAX_QUESTIONS} questions at once.`)
    .optional(),
  options: z.object({ evaluations_semantic: z.enum(SEMANTICS).optional() }).optional(),
});
export type EvaluationsRequest = z.output<typeof evaluationsRequest>;

export const evaluateAccessInput = z.object({
  questions: z.array(accessQuestion).min(1).max(MAX_QUESTIONS),
});

export const listToolUseInput = z.object({ serverId: z.uuid() });
/** What grants let be called: a tool by anybody let in, or a server's tools by one consumer. */
export const listUseOfGrantedInput = z.object({
  grants: z
    .array(
      z.object({
        id: z.uuid(),
        serverId: z.uuid(),
        toolId: z.uuid().nullable(),
        consumerId: z.uuid().nullable(),
      }),
    )
    .max(500, "Ask about at most 500 grants at once."),
});
export const getConsumerUseInput = z.object({ consumerId: z.uuid() });
