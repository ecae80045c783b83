import { parseArgs } from "node:util";
import { runMain } from "#bin/up/problem.ts";
import { benchAuditAppend } from "./bench-audit-append.ts";
import { benchAuditVerify } from "./bench-audit-verify.ts";
import { benchClose } from "./bench-close.ts";
import { withBenchDatabase } from "./bench-database.ts";
import { benchDecisions } from "./bench-decisions.ts";
import { benchEvidence } from "./bench-evidence.ts";
import { benchImport } from "./bench-import.ts";
import { benchReviewWork } from "./bench-review-work.ts";
import { benchReviews } from "./bench-reviews.ts";
import { benchServersList } from "./bench-servers-list.ts";
import { benchServersPage } from "./bench-servers-page.ts";
import { benchTenantTransaction } from "./bench-tenant-transaction.ts";
import { benchVotes } from "./bench-votes.ts";
import { calibrate } from "./calibrate.ts";
import type { BenchOptions } from "./measure.ts";

const BENCHES = {
  tenant: benchTenantTransaction,
  append: benchAuditAppend,
  verify: benchAuditVerify,
  decisions: benchDecisions,
  votes: benchVotes,
  reviews: benchReviews,
  evidence: benchEvidence,
  work: benchReviewWork,
  close: benchClose,
  servers: benchServersList,
  page: benchServersPage,
  import: benchImport,
} as const;

const USAGE = `Usage: npm run bench -- [--quick] [--only ${Object.keys(BENCHES).join("|")}] [--million] [--repetitions N]
                        [--database DIR]
Measures Steward against raw baselines taken in the same run, on a durable PostgreSQL of its own.
  --quick          shorter windows and fewer rows: for seeing that it works, not for quoting
  --only NAME      one bench; may be given more than once
  --million        1,000,000 audit events and servers, not 100,000
  --repetitions N  rounds per figure (5)
  --database DIR   keep the database there, and go on with what an earlier run left in it`;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      million: { type: "boolean", default: false },
      only: { type: "string", multiple: true },
      repetitions: { type: "string", default: "5" },
      database: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const unknown = (values.only ?? []).filter((name) => !Object.hasOwn(BENCHES, name));
  const repetitions = Number(values.repetitions);
  if (unknown.length > 0 || !Number.isInteger(repetitions) || repetitions < 1) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const options: BenchOptions = {
    repetitions,
    windowMs: values.quick ? 250 : 1_000,
    rows: values.quick ? 10_000 : values.million ? 1_000_000 : 100_000,
  };
  await withBenchDatabase(values.database, async (database) => {
    await calibrate(database, options);
    for (const [name, bench] of Object.entries(BENCHES)) {
      if (values.only === undefined || values.only.includes(name)) await bench(database, options);
    }
  });
});
