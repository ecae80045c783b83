import { z } from "zod";
import { SERVERS_MAX } from "./model.ts";

const plan = {
  seed: z.int().min(0).max(1_000_000),
  servers: z.int().min(1).max(SERVERS_MAX),
};

export const loadPeopleInput = z.object({
  ...plan,
  /** Put them among people who are there already. */
  joinsOthers: z.boolean().default(false),
});

export const loadServersInput = z.object({
  ...plan,
  /** Ids hold the time of each server, which began 1,000 days before; there are none from before 1970. */
  startedOn: z.date().min(new Date("2001-01-01")),
  /** The ordinal of the first server of the chunk. */
  first: z.int().min(0).max(SERVERS_MAX),
});
