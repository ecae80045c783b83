import { z } from "zod";
import { CRITICALITIES, DATA_CLASSES } from "./model.ts";
import { carriesSecret, NO_SECRET } from "./plain-secret.ts";
import { line, nameLine, optionalLine } from "./text-fields.ts";

const id = z.uuid("Choose one from the list.");
const slug = z.string().min(1).max(120);

const fields = {
  name: nameLine(120),
  description: line(2_000),
  dataClasses: z.array(z.enum(DATA_CLASSES, "Choose data classes from the list.")).max(DATA_CLASSES.length),
  criticality: z.enum(CRITICALITIES, "Choose a criticality."),
  ownerId: z.union([z.literal("").transform(() => null), id, z.null()]),
  /** Where people find it: a page about it, or itself. */
  url: z.union([
    z.literal("").transform(() => null),
    z
      .url({ protocol: /^https?$/, error: "Write an address that begins with https:// or http://." })
      .max(2_000)
      .refine((url) => !carriesSecret([url]), NO_SECRET),
    z.null(),
  ]),
};

export const registerSystemInput = z.object({
  ...fields,
  dataClasses: fields.dataClasses.default([]),
  criticality: fields.criticality.default("medium"),
  ownerId: fields.ownerId.default(null),
  url: fields.url.default(null),
});

/** `version` is the one that was read; left out, the newest is changed. Fields left out stay. */
export const updateSystemInput = z.object({
  systemId: id,
  version: z.int().positive().optional(),
  ...z.object(fields).partial().shape,
});

export const systemInput = z.object({ systemId: id });
export const getSystemInput = z.object({ slug });

export const linkSystemInput = z.object({
  serverId: id,
  systemId: id,
  /** What the server does there, in words. */
  note: optionalLine(300).default(null),
});
export const unlinkSystemInput = z.object({ serverId: id, systemId: id });

const page = {
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const listSystemsInput = z.object({ q: z.string().trim().max(200).default(""), ...page });
export const listSystemServersInput = z.object({ systemId: id, ...page });
export const serverSystemsInput = z.object({ serverId: id });
export const reachedSystemsInput = z.object({ serverIds: z.array(id).max(500) });

/** Servers whose tools are assessed in one transaction. */
export const ASSESS_LIMIT = 50;
export const assessReachInput = z.object({ systemId: id, after: id.nullable().default(null) });
