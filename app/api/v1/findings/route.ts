import { apiRoute } from "#lib/doors/api-route.ts";
import { listFindings } from "#lib/policy/queries/list-findings.ts";

export const GET = apiRoute(listFindings, { says: "One page of findings, gravest first.", answer: "page" });
