import { text } from "#lib/doors/action.ts";
import { readServerSearch } from "#lib/inventory/server-search.ts";
import { splitTags } from "../split-tags.ts";

/** The fields of `BulkFields`, as the command's `change`. */
export function readBulkChange(form: FormData): unknown {
  const action = text(form, "change.action");
  const field = (name: string) => text(form, `change.${name}`);
  switch (action) {
    case "assign_owners":
      // Left empty, a person stays as they are.
      return { action, ownerId: field("ownerId"), backupOwnerId: field("backupOwnerId") };
    case "assign_team":
      return { action, team: field("team") ?? "" };
    case "set_server_role":
      return { action, serverRoleId: field("serverRoleId") ?? "" };
    case "set_environment":
      return { action, environment: field("environment") };
    case "set_criticality":
      return { action, criticality: field("criticality") };
    case "add_tags":
    case "remove_tags":
      return { action, tags: splitTags(field("tags") ?? "") };
    case "set_next_review":
      return { action, nextReviewOn: field("nextReviewOn") ?? "" };
    case "request_retirement":
      return { action, plannedOn: field("plannedOn") ?? "", reason: field("reason") ?? "" };
    default:
      return { action };
  }
}

/** Ids, or the list's own address for all that match. */
export function readSelection(form: FormData): unknown {
  const ids = text(form, "ids");
  if (ids !== undefined) return { kind: "ids", ids: ids.split(" ") };
  const { sort: _sort, ...filter } = readServerSearch(new URLSearchParams(text(form, "search") ?? ""));
  return { kind: "filter", filter };
}
