import { describe, expect, test } from "vitest";
import { logSettings, parseEnv } from "./env.ts";

const good = {
  DATABASE_APP_URL: "postgres://steward_app:x@localhost/steward",
  STEWARD_SECRET: "0123456789012345678901234567890123456789",
  STEWARD_URL: "https://steward.example.com",
  OIDC_ISSUER: "https://id.example.com",
  OIDC_CLIENT_ID: "steward",
  OIDC_CLIENT_SECRET: "secret",
};

describe("settings", () => {
  test("are read with their defaults", () => {
    expect(parseEnv(good)).toMatchObject({
      STEWARD_ORGANIZATION: "main",
      DECISIONS_PORT: 3001,
      STEWARD_DEMO: false,
      STEWARD_ADMINS: [],
    });
  });

  test("name administrators in lower case, however they are written", () => {
    expect(
      parseEnv({ ...good, STEWARD_ADMINS: " Ada@Example.com,,bob@example.com " }).STEWARD_ADMINS,
    ).toEqual(["ada@example.com", "bob@example.com"]);
  });

  test("say every problem at once", () => {
    const { DATABASE_APP_URL: _url, OIDC_CLIENT_ID: _id, ...rest } = good;
    const read = () => parseEnv({ ...rest, STEWARD_SECRET: "short", DECISIONS_PORT: "many" });
    for (const name of ["DATABASE_APP_URL", "OIDC_CLIENT_ID", "STEWARD_SECRET", "DECISIONS_PORT"]) {
      expect(read).toThrow(name);
    }
    expect(read).toThrow("4 setting(s)");
  });

  test("are never quoted in the complaint: they may be secrets", () => {
    expect(() =>
      parseEnv({ ...good, STEWARD_SECRET: "hunter2", DATABASE_APP_URL: "mysql://u:hunter2@h/d" }),
    ).toThrow(expect.objectContaining({ message: expect.not.stringContaining("hunter2") }));
  });

  test("left empty count as not set", () => {
    expect(() => parseEnv({ ...good, OIDC_ISSUER: "" })).toThrow("OIDC_ISSUER is not set");
  });
});

describe("the log", () => {
  test("works before the settings are good, at the level they would name", () => {
    expect(logSettings({ LOG_LEVEL: "debug" }).level).toBe("debug");
    expect(logSettings({ LOG_LEVEL: "loud", STEWARD_PROCESS: "worker" })).toEqual({
      level: "info",
      processName: "worker",
    });
    expect(() => parseEnv({ ...good, LOG_LEVEL: "loud" })).toThrow("LOG_LEVEL");
  });
});
