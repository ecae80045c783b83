import "#tests/setup/use-test-database.ts";
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { checkReadiness } from "#lib/jobs/check-readiness.ts";
import { disconnect, inTenant } from "#lib/kernel/db.ts";
import { enqueueJob } from "#lib/kernel/outbox.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

afterAll(disconnect);

interface Worker {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
}

/** The worker as an operator starts it, without the launcher. */
function startWorker(environment: Record<string, string> = {}): Worker {
  const child = spawn(process.execPath, ["bin/worker.ts"], {
    env: { ...process.env, LOG_LEVEL: "info", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const collect = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  return { child, output: () => text, exit: new Promise((resolve) => child.on("exit", resolve)) };
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  await expect.poll(isTrue, { timeout: 20_000, interval: 50 }).toBe(true);
}

describe("the worker, started without the launcher", () => {
  test("takes jobs, shows in readiness, and ends cleanly when told", async () => {
    const organization = await newOrganization();
    const worker = startWorker();
    await until(() => worker.output().includes("the worker takes jobs"));
    await until(async () => (await checkReadiness()).isReady);

    await inTenant(organization.organizationId, "write", (tx) =>
      enqueueJob(tx, organization.organizationId, {
        task: "sweep",
        payload: { name: "lost-introspections" },
      }),
    );
    const { ownerUrl } = await testDatabase();
    const owner = await connectOwner(ownerUrl);
    await until(async () => {
      const { rows } = await owner.query("select count(*)::int as n from graphile_worker._private_jobs");
      return rows[0].n === 0;
    });
    await owner.end();

    worker.child.kill("SIGTERM");
    expect(await worker.exit).toBe(0);
  });

  test("says every missing setting at once and does not start", async () => {
    const worker = startWorker({ STEWARD_SECRET: "short", OIDC_ISSUER: "", STEWARD_URL: "nowhere" });
    expect(await worker.exit).toBe(1);
    for (const name of ["STEWARD_SECRET", "OIDC_ISSUER", "STEWARD_URL"])
      expect(worker.output()).toContain(name);
  });

  test("refuses a role that could bypass the tenant guards", async () => {
    const { ownerUrl } = await testDatabase();
    const worker = startWorker({ DATABASE_APP_URL: ownerUrl });
    expect(await worker.exit).toBe(1);
    expect(worker.output()).toContain("could bypass the tenant guards");
  });

  test("waits for a database that is not there, saying so, and ends when told", async () => {
    const worker = startWorker({ DATABASE_APP_URL: "postgres://steward_app:x@127.0.0.1:1/none" });
    await until(() => /cannot be reached|lost the database/.test(worker.output()));
    worker.child.kill("SIGTERM");
    expect(await worker.exit).toBe(0);
  });
});
