import { z } from "zod";
import { oneLine, severalLines } from "../kernel/one-line.ts";
import { withoutSecret } from "./plain-secret.ts";

/** Text of one line, which must say something and holds no credential. */
export const line = (max: number) =>
  withoutSecret(z.string().trim().min(1, "Fill this in.").max(max, `At most ${max} characters.`));

/** A name that anybody can type again: what cannot be seen is taken out, and spaces are single. */
export const nameLine = (max: number) =>
  withoutSecret(z.string().overwrite(oneLine).min(1, "Fill this in.").max(max, `At most ${max} characters.`));

/** Empty means "not known", so that an emptied form field clears the value. */
export const optionalLine = (max: number) =>
  withoutSecret(z.string().trim().max(max, `At most ${max} characters.`).nullable()).transform((text) =>
    text === "" ? null : text,
  );

/** Why, in words that an auditor reads. */
export const reason = withoutSecret(
  z
    .string()
    .overwrite(severalLines)
    .min(10, "Give a reason of at least 10 characters; auditors read it.")
    .max(1_000, "At most 1000 characters."),
);
