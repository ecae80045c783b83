import "#bin/hide-environment.ts";
import { createServer } from "node:http";
import { resolve } from "node:path";
import { createHandler } from "./identity-provider/create-handler.ts";
import { readKeys } from "./identity-provider/keys.ts";
import { readPeople } from "./identity-provider/people.ts";
import { Problem, runMain } from "./up/problem.ts";
import { ROOT, refuseInProduction } from "./up/settings.ts";

/** The local OpenID provider for first use and for tests: whoever can reach it on this machine can be anybody. */
await runMain(async () => {
  refuseInProduction(process.env);
  const port = Number(process.env.IDENTITY_PORT || 3002);
  const clientSecret = process.env.OIDC_CLIENT_SECRET;
  const redirectUris = (process.env.IDENTITY_REDIRECT_URIS ?? "").split(",").filter((uri) => uri !== "");
  if (!clientSecret)
    throw new Problem("OIDC_CLIENT_SECRET is not set: the secret that Steward shows this provider.");
  if (redirectUris.length === 0) {
    throw new Problem(
      "IDENTITY_REDIRECT_URIS is not set: where people are sent back to, separated by commas.",
    );
  }
  const dataDir = resolve(ROOT, process.env.STEWARD_DATA_DIR || ".data");
  const [people, keys] = await Promise.all([readPeople(process.env.IDENTITY_PEOPLE), readKeys(dataDir)]);
  const handler = createHandler({
    issuer: `http://localhost:${port}`,
    clientSecret,
    redirectUris,
    people,
    keys,
  });

  const server = createServer(handler);
  await new Promise<void>((ready, fail) => {
    server.once("error", (cause) =>
      fail(new Problem(`Port ${port} cannot be used (IDENTITY_PORT): ${cause.message}`)),
    );
    server.listen(port, "127.0.0.1", ready);
  });
  console.log(`The local identity provider answers at http://localhost:${port}`);
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
});
