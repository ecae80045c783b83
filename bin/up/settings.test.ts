import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("uses the embedded database and the local identity provider when nothing is set", () => {
  const settings = readSettings({}, []);
  expect(settings).toMatchObject({
    ownerUrl: undefined,
    hasLocalIdentity: true,
    isDemo: true,
    host: "127.0.0.1",
  });
  expect(settings.ports).toEqual({ web: 3000, decisions: 3001, identity: 3002 });
});

test.each(["0", "65536", "http", "3000.5", "-1"])("refuses the port %s and names its variable", (PORT) => {
  expect(() => readSettings({ PORT }, [])).toThrow(/^PORT must be/);
});

test("refuses to let anyone be anybody before a production database", () => {
  const source = { NODE_ENV: "production", DATABASE_URL: "postgresql://o@h/d" };
  expect(() => readSettings(source, [])).toThrow(/local identity provider/);
  expect(readSettings({ ...source, OIDC_ISSUER: "https://id.example" }, []).hasLocalIdentity).toBe(false);
  expect(readSettings({ ...source, STEWARD_ALLOW_LOCAL_IDENTITY: "yes" }, []).hasLocalIdentity).toBe(true);
});

test("refuses the application's connection without the owner's", () => {
  expect(() => readSettings({ DATABASE_APP_URL: "postgresql://a@h/d" }, [])).toThrow(/DATABASE_URL is not/);
});
