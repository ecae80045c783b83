import { query } from "../../kernel/query.ts";
import { noInput } from "../input.ts";
import { listLeftOwners as listRows } from "../orphan-store.ts";

/** More are found by the next sweep. */
const LIMIT = 500;

/** Ids of people who left and whose servers were not noted as orphans yet. */
export const listLeftOwners = query({
  name: "list-left-owners",
  permission: "ownership:sweep",
  input: noInput,
  run: ({ tx }) => listRows(tx, LIMIT),
});
