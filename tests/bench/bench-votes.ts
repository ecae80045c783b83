import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { layVoters } from "./lay-voters.ts";
import { type BenchOptions, interleave, loadFor } from "./measure.ts";
import { printLoads } from "./print-table.ts";
import { openRawTrail } from "./raw-trail.ts";

const VOTERS = 50;
/** More than anybody asks for in a second here. */
const PER_SECOND_MAX = 400;

/**
 * People who ask and 50 who vote, all in one organization at once: each request takes two votes, and the second grants.
 * Beside the floor that every change of an organization shares: one hand-written append to its chained trail.
 */
export async function benchVotes(database: BenchDatabase, options: BenchOptions): Promise<void> {
  const organizationId = await database.newOrganization();
  const perWindow = Math.ceil((PER_SECOND_MAX * options.windowMs) / 1_000) + VOTERS;
  const windows = options.repetitions + 1;
  const { owner, voters, tools } = await layVoters(organizationId, {
    voters: VOTERS,
    tools: 2 * perWindow * windows,
  });
  const connection = await connectOwner(database.ownerUrl);
  await connection.query("insert into raw_head select * from audit_head where organization_id = $1", [
    organizationId,
  ]);
  await connection.end();
  const raw = openRawTrail(database.ownerUrl, organizationId);
  /** Asked while that was measured. */
  const waiting: string[] = [];

  async function submit(): Promise<string> {
    const tool = tools.pop();
    if (tool === undefined) throw new Error("nothing is left to ask for: lay more tools");
    const { requestId } = await submitRequest(owner, {
      serverId: tool.serverId,
      toolIds: [tool.toolId],
      consumerIds: [],
      durationDays: 30,
      justification: "Measured, and bounded in time.",
    });
    return requestId;
  }

  async function decideAll() {
    const asked = waiting.splice(0);
    while (asked.length < perWindow) asked.push(await submit());
    // Everybody's first vote, then each request's second, by the next of the voters.
    const votes = [0, 1].flatMap((turn) =>
      asked.map((requestId, index) => ({ requestId, by: index + turn })),
    );
    const load = await loadFor(VOTERS, options.windowMs, async () => {
      const vote = votes.shift();
      const voter = voters[(vote?.by ?? 0) % VOTERS];
      if (vote === undefined || voter === undefined) throw new Error("nothing is left to decide");
      const { requestId } = vote;
      await decideRequest(voter, { requestId, decision: "approve", reason: "Needed and bounded." });
    });
    return load;
  }

  try {
    const results = await interleave(options.repetitions, {
      [`raw chain, ${VOTERS} callers`]: () => loadFor(VOTERS, options.windowMs, raw.appendToChain),
      "submit, 8 callers": () => loadFor(8, options.windowMs, async () => waiting.push(await submit())),
      [`decide, ${VOTERS} people`]: decideAll,
    });
    printLoads("Requests and votes in one organization", results, `raw chain, ${VOTERS} callers`);
  } finally {
    await raw.close();
  }
}
