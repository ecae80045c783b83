import { apiRoute } from "#lib/doors/api-route.ts";
import { openApiDocument } from "#lib/doors/openapi.ts";
import { noInput } from "#lib/identity/input.ts";
import { ROUTES } from "./routes.ts";

const INFO = {
  title: "Steward",
  version: "1",
  description:
    "Governs MCP servers as non-human identities. Fields may be added to answers and bodies; none is taken away or changes its meaning.",
};

let made: unknown;

/** It describes and holds no data, so whoever is let in may read it. */
export const GET = apiRoute(
  { input: noInput, permission: null },
  { says: "This document: every operation of this interface, in OpenAPI 3.1." },
  async () => {
    made ??= openApiDocument({ ...ROUTES, "/openapi.json": { GET } }, INFO);
    return made;
  },
);
