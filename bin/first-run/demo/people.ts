import { addUser } from "#lib/identity/commands/add-user.ts";
import { listUsers } from "#lib/identity/queries/list-users.ts";
import { type PersonActor, type Role, systemActor } from "#lib/kernel/actor.ts";
import { env } from "#lib/kernel/env.ts";

interface DemoPerson {
  email: string;
  name: string;
  roles: Role[];
}

/** The first six can sign in at the local identity provider; the others own servers, and two of them leave. */
const PEOPLE = {
  ada: { email: "admin@demo.example", name: "Ada Winther", roles: ["admin", "member"] },
  omar: { email: "owner@demo.example", name: "Omar Haddad", roles: ["member"] },
  priya: { email: "approver@demo.example", name: "Priya Raman", roles: ["approver", "member"] },
  jonas: { email: "approver2@demo.example", name: "Jonas Lindqvist", roles: ["approver", "member"] },
  mei: { email: "auditor@demo.example", name: "Mei Tanaka", roles: ["auditor"] },
  luca: { email: "member@demo.example", name: "Luca Moretti", roles: ["member"] },
  nadia: { email: "nadia.petrova@demo.example", name: "Nadia Petrova", roles: ["member"] },
  sam: { email: "sam.okafor@demo.example", name: "Sam Okafor", roles: ["member"] },
  elena: { email: "elena.rossi@demo.example", name: "Elena Rossi", roles: ["member"] },
  hugo: { email: "hugo.martin@demo.example", name: "Hugo Martin", roles: ["member"] },
  yuki: { email: "yuki.sato@demo.example", name: "Yuki Sato", roles: ["member"] },
  carla: { email: "carla.mendes@demo.example", name: "Carla Mendes", roles: ["member"] },
  tomas: { email: "tomas.vega@demo.example", name: "Tomás Vega", roles: ["member"] },
  ingrid: { email: "ingrid.solberg@demo.example", name: "Ingrid Solberg", roles: ["member"] },
} satisfies Record<string, DemoPerson>;

export type PersonKey = keyof typeof PEOPLE;

/** Adds whoever of the demonstration's people is missing, and gives everybody as an actor. */
export async function gatherPeople(organizationId: string): Promise<Record<PersonKey, PersonActor>> {
  const actor = systemActor(organizationId, "first run");
  const present = new Set((await listUsers(actor, {})).map((user) => user.email));
  for (const person of Object.values(PEOPLE)) {
    if (!present.has(person.email)) await addUser(actor, person);
  }
  const ids = new Map((await listUsers(actor, {})).map((user) => [user.email, user.id]));
  const actors = Object.entries(PEOPLE).map(([key, person]) => {
    const userId = ids.get(person.email) ?? "";
    return [key, actorOf(organizationId, userId, person)];
  });
  return Object.fromEntries(actors) as Record<PersonKey, PersonActor>; // made from PEOPLE, key by key
}

function actorOf(organizationId: string, userId: string, { email, name, roles }: DemoPerson): PersonActor {
  return {
    kind: "person",
    organizationId,
    organizationName: env().STEWARD_ORGANIZATION,
    userId,
    sessionId: "demonstration",
    email,
    name,
    roles,
    authenticatedAt: new Date(0),
  };
}
