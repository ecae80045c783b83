import { addPeople } from "../../identity/steps/add-people.ts";
import { refused } from "../../kernel/app-error.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { loadPeopleInput } from "../input.ts";
import { madePerson, peopleCount } from "../made-people.ts";
import { DAY_MS, type LoadPlan } from "../model.ts";

/**
 * Begins a load, or goes on with one: adds the people of its plan unless they are there. Gives the day it began, from
 * which all its dates are told.
 */
export const loadPeople = command({
  name: "load-people",
  permission: "organization:load",
  input: loadPeopleInput,
  run: async (context, { seed, servers, joinsOthers }) => {
    const { actor, now } = context;
    const startedOn = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
    const plan: LoadPlan = { seed, servers, startedOn };
    const people = Array.from({ length: peopleCount(plan) }, (_, ordinal) => madePerson(plan, ordinal));
    const added = await addPeople(context, { people, joinsOthers, at: startedOn });
    const subject = { kind: "organization", id: actor.organizationId, name: "this organization" };
    if (added === "organization-has-others") {
      throw refused(
        "This organization has people of its own. Made-up servers go into one of their own.",
        subject,
      );
    }
    const result = { startedOn: added.addedAt };
    if (!added.isNew) return unchanged(result);
    const detail = { seed, servers, people: people.length };
    return { result, events: [{ type: "organization.loaded", subject, detail }] };
  },
});
