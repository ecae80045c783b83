import { listOrganizationIds } from "./store.ts";

/** The ids of all organizations, for sweeps. Says nothing else about any of them. */
export async function listOrganizations(): Promise<string[]> {
  return listOrganizationIds();
}
