import { countPathCoverage } from "#lib/inventory/steps/count-path-coverage.ts";
import { query } from "#lib/kernel/query.ts";
import { noInput } from "../input.ts";

/** Of the servers that may be in use, how many have no revocation path: `{ total, without, productionTotal, productionWithout }`. */
export const countServersWithoutRevocationPath = query({
  name: "count-servers-without-revocation-path",
  permission: "overview:read",
  input: noInput,
  run: ({ tx }) => countPathCoverage(tx),
});
