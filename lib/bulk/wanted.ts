import type { WantedChange } from "../inventory/wanted-change.ts";
import { dayInWords } from "../kernel/day-in-words.ts";
import type { AskedChange } from "./input.ts";

/** What an asked change wants of each server. */
export function toWanted(change: AskedChange): WantedChange {
  switch (change.action) {
    case "assign_owners": {
      const { ownerId, backupOwnerId } = change;
      return {
        ...(ownerId === undefined ? {} : { ownerId }),
        ...(backupOwnerId === undefined ? {} : { backupOwnerId }),
      };
    }
    case "assign_team":
      return { team: change.team };
    case "set_server_role":
      return { serverRoleId: change.serverRoleId };
    case "set_environment":
      return { environment: change.environment };
    case "set_criticality":
      return { criticality: change.criticality };
    case "add_tags":
      return { addTags: change.tags };
    case "remove_tags":
      return { removeTags: change.tags };
    case "set_next_review":
      return { nextReviewOn: change.nextReviewOn };
    case "request_retirement":
      return { retirement: { reason: change.reason, plannedOn: change.plannedOn } };
  }
}

/** The change in a few words, as it is listed and told. `nameOf` gives a person's or a server role's name. */
export function titleOf(change: AskedChange, nameOf: (id: string) => string): string {
  switch (change.action) {
    case "assign_owners":
      return [
        change.ownerId === undefined ? [] : [`Make ${nameOf(change.ownerId)} the owner`],
        change.backupOwnerId === undefined ? [] : [backupWords(change.backupOwnerId, nameOf)],
      ]
        .flat()
        .join(", and ");
    case "assign_team":
      return change.team === null ? "Clear the team" : `Assign to the team ${change.team}`;
    case "set_server_role":
      return change.serverRoleId === null
        ? "Clear the server role"
        : `Set the server role ${nameOf(change.serverRoleId)}`;
    case "set_environment":
      return `Move to ${change.environment}`;
    case "set_criticality":
      return `Set criticality ${change.criticality}`;
    case "add_tags":
      return `Add ${change.tags.length === 1 ? "the tag" : "the tags"} ${change.tags.join(", ")}`;
    case "remove_tags":
      return `Remove ${change.tags.length === 1 ? "the tag" : "the tags"} ${change.tags.join(", ")}`;
    case "set_next_review":
      return `Review next on ${dayInWords(change.nextReviewOn)}`;
    case "request_retirement":
      return `Ask to retire on ${dayInWords(change.plannedOn)}`;
  }
}

function backupWords(backupOwnerId: string | null, nameOf: (id: string) => string): string {
  return backupOwnerId === null ? "No backup owner" : `${nameOf(backupOwnerId)} the backup owner`;
}
