import { statfs } from "node:fs/promises";
import type { Command } from "commander";
import { checkReadiness } from "#lib/jobs/check-readiness.ts";
import { assertConfinedRole } from "#lib/kernel/db.ts";
import { env } from "#lib/kernel/env.ts";
import { openMailer } from "#lib/notifications/smtp.ts";
import { aligned, answer } from "./output.ts";
import { dataDirectory, MIGRATIONS, takeSettings } from "./settings.ts";
import { wordsOf } from "./words-of.ts";

interface Check {
  name: string;
  isWell: boolean;
  words: string;
}

const HEALTH_TIMEOUT_MS = 2_000;
const FREE_BYTES_MIN = 1_000_000_000;

/** `doctor`: looks at what an operator would, and says what to do. Exit status 1 when anything is wrong. */
export function doctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("check settings, database, worker, decisions, mail server and disk")
    .option("--json", "answer as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const checks = await examine();
      answer(json, checks, () =>
        aligned(checks.map((one) => [one.isWell ? "ok" : "NOT WELL", one.name, one.words])),
      );
      if (!checks.every((one) => one.isWell)) process.exitCode = 1;
    });
}

async function examine(): Promise<Check[]> {
  const settings = checkSettings();
  if (!settings.isWell) return [settings, await checkDisk()];
  return [
    settings,
    await checkRole(),
    ...(await checkService()),
    await checkDecisions(),
    await checkMail(),
    await checkDisk(),
  ];
}

function checkSettings(): Check {
  try {
    takeSettings();
    env();
    return { name: "settings", isWell: true, words: "every setting is there and fits" };
  } catch (error) {
    return { name: "settings", isWell: false, words: wordsOf(error) };
  }
}

async function checkRole(): Promise<Check> {
  try {
    await assertConfinedRole();
    return { name: "database role", isWell: true, words: "owns nothing and cannot bypass the tenant guards" };
  } catch (error) {
    return { name: "database role", isWell: false, words: wordsOf(error) };
  }
}

async function checkService(): Promise<Check[]> {
  const { database, migrations, worker } = await checkReadiness(MIGRATIONS);
  return [
    {
      name: "database",
      isWell: database === "ok",
      words:
        database === "ok" ? "answers" : "cannot be reached: is it running, and is DATABASE_APP_URL right?",
    },
    {
      name: "migrations",
      isWell: migrations === "ok",
      words: {
        ok: "all applied",
        missing: "some are not applied: run `npm run migrate`",
        unknown: "not known",
      }[migrations],
    },
    {
      name: "worker",
      isWell: worker === "ok",
      words: {
        ok: "was seen a moment ago",
        silent: "is silent: start `npm run start:worker`",
        unknown: "not known",
      }[worker],
    },
  ];
}

async function checkDecisions(): Promise<Check> {
  const { DECISIONS_HOST, DECISIONS_PORT } = env();
  const place = `${DECISIONS_HOST}:${DECISIONS_PORT}`;
  try {
    const answered = await fetch(`http://${place}/healthz`, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    await answered.body?.cancel();
    const words = answered.ok ? `answer at ${place}` : `answer ${answered.status} at ${place}`;
    return { name: "decisions", isWell: answered.ok, words };
  } catch {
    const words = `do not answer at ${place}: start \`npm run start:decisions\``;
    return { name: "decisions", isWell: false, words };
  }
}

async function checkMail(): Promise<Check> {
  const mailer = openMailer();
  if (mailer === null) return { name: "e-mail", isWell: true, words: "off: SMTP_URL is not set" };
  const problem = await mailer.check();
  mailer.close();
  return { name: "e-mail", isWell: problem === null, words: problem ?? "the mail server answers" };
}

async function checkDisk(): Promise<Check> {
  const place = dataDirectory();
  try {
    const { bavail, bsize } = await statfs(place);
    const free = bavail * bsize;
    const words = `${(free / 1e9).toFixed(1)} GB free in ${place}`;
    return { name: "disk", isWell: free >= FREE_BYTES_MIN, words };
  } catch {
    return { name: "disk", isWell: true, words: "no local data directory here" };
  }
}
