import { text, texts } from "#lib/doors/action.ts";

/** The fields of `GovernanceFields`. */
export function readGovernance(form: FormData) {
  return {
    name: text(form, "name") ?? "",
    purpose: text(form, "purpose") ?? "",
    environment: text(form, "environment"),
    criticality: text(form, "criticality"),
    team: text(form, "team") ?? null,
    dataClasses: texts(form, "dataClasses"),
    serverRoleId: text(form, "serverRoleId") ?? null,
    ownerId: text(form, "ownerId"),
    backupOwnerId: text(form, "backupOwnerId") ?? null,
  };
}
