import { readFile } from "node:fs/promises";
import { z } from "zod";
import { Problem } from "../up/problem.ts";

const personSchema = z.object({
  /** The subject claim: never changes, whatever happens to name and address. */
  id: z.string().regex(/^[\w-]{1,64}$/),
  email: z.email(),
  name: z.string().min(1).max(100),
  /** What the person is there for, in a few words; shown, never a claim. */
  role: z.string().max(100),
});

export type Person = z.output<typeof personSchema>;

const DEMO_PEOPLE: Person[] = [
  { id: "ada", email: "admin@demo.example", name: "Ada Winther", role: "Administrator" },
  { id: "omar", email: "owner@demo.example", name: "Omar Haddad", role: "Owner of servers" },
  { id: "priya", email: "approver@demo.example", name: "Priya Raman", role: "Approver" },
  { id: "jonas", email: "approver2@demo.example", name: "Jonas Lindqvist", role: "Second approver" },
  { id: "mei", email: "auditor@demo.example", name: "Mei Tanaka", role: "Auditor" },
  { id: "luca", email: "member@demo.example", name: "Luca Moretti", role: "Member" },
];

/**
 * The people one can choose to be: the demonstration's, or those of a JSON file.
 * @throws Problem when the file cannot be read or holds something else.
 */
export async function readPeople(path: string | undefined): Promise<Person[]> {
  if (!path) return DEMO_PEOPLE;
  try {
    return z
      .array(personSchema)
      .min(1)
      .max(200)
      .parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new Problem(
      `IDENTITY_PEOPLE names ${path}, which is not a JSON list of people with id, email, name and role.\n` +
        `  ${String(cause)}`,
      { cause },
    );
  }
}
