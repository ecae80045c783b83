import { expect, test } from "vitest";
import { applicationEnvironment, identityEnvironment } from "./child-environment.ts";
import { readSettings } from "./settings.ts";

const secrets = {
  stewardSecret: "s".repeat(43),
  oidcClientSecret: "o".repeat(43),
  appPassword: "p".repeat(43),
};
const source = {
  PATH: "/bin",
  DATABASE_URL: "postgresql://owner:word@h/d",
  PGPASSWORD: "word",
  npm_config_x: "y",
};

test("no process of the application is told the owner's connection", () => {
  const settings = readSettings(source, []);
  const application = applicationEnvironment(source, settings, secrets, "postgresql://steward_app@h/d");
  const identity = identityEnvironment(source, settings, secrets);
  for (const environment of [application, identity])
    expect(JSON.stringify(environment)).not.toContain("word");
  expect(application.DATABASE_APP_URL).toBe("postgresql://steward_app@h/d");
  expect(identity.DATABASE_APP_URL).toBeUndefined();
});

test("an identity provider of the user's keeps its settings, and no demonstration people exist", () => {
  const own = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "x" };
  const environment = applicationEnvironment(own, readSettings(own, []), secrets, "postgresql://a@h/d");
  expect(environment).toMatchObject({ ...own, STEWARD_DEMO: "0" });
  expect(environment.STEWARD_LOCAL_IDENTITY).toBeUndefined();
  expect(environment.STEWARD_ADMINS).toBeUndefined();
});
