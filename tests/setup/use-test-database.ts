import { testDatabase } from "./test-database.ts";

/**
 * Import this first in every integration test: gives this worker a database of its own and the settings the kernel
 * reads, before anything connects.
 */
const { appUrl } = await testDatabase();

Object.assign(process.env, {
  DATABASE_APP_URL: appUrl,
  DATABASE_POOL: "8",
  STEWARD_SECRET: "a secret for tests only, of forty characters",
  STEWARD_URL: "http://localhost:3000",
  STEWARD_ORGANIZATION: "test",
  STEWARD_ALLOW_PRIVATE: "loopback",
  OIDC_ISSUER: "http://localhost:3002",
  OIDC_CLIENT_ID: "steward",
  OIDC_CLIENT_SECRET: "for tests only",
  LOG_LEVEL: "silent",
});
