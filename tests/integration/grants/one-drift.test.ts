import "#tests/setup/use-test-database.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluateAccess } from "#lib/decisions/queries/evaluate-access.ts";
import { changeGrants } from "#lib/grants/commands/change-grants.ts";
import { listServersWithDrift } from "#lib/grants/queries/list-servers-with-drift.ts";
import { linkSystem } from "#lib/inventory/commands/link-system.ts";
import { registerSystem } from "#lib/inventory/commands/register-system.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { newId } from "#lib/kernel/id.ts";
import { enableRefund, newGovernedServer, REFUND } from "#tests/factories/governed-server.ts";
import { newOrganization } from "#tests/factories/organization.ts";
import { asOwner } from "#tests/factories/owner-connection.ts";

/** `STATES=500` for a long look. */
const STATES = Number(process.env.STATES ?? 25);

const often = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
const CRITICALITIES = ["high", "low", "medium", "critical"] as const;
const DATA = [["pii"], [], ["financial"], ["financial", "pii"]];
const approvedFor = fc.record({
  environment: often("production", "development", "staging"),
  impact: often("executes", "reads", "changes_data", "regulated"),
  criticality: often(...CRITICALITIES),
  /** Not kept, for what was approved long ago. */
  dataClasses: often<string[] | null>(["pii"], null, [], ["financial", "pii"]),
  hasOwnDigest: often(false, true),
});
const anyState = fc.record({
  server: fc.record({
    environment: often("production", "development", "staging"),
    criticality: often(...CRITICALITIES),
    dataClasses: often(...(DATA as [string[], ...string[][]])),
  }),
  /** Held by a system that the server reaches. */
  reachedData: often<string[]>([], ["pii"], ["financial"]),
  tool: fc.record({
    isChanged: often(false, true),
    state: often("enabled", "removed"),
    impact: often("changes_data", "reads", "executes", "regulated"),
  }),
  ofTool: approvedFor,
  ofAccess: approvedFor,
  isAutomatic: often(false, true),
});
type State = typeof anyState extends fc.Arbitrary<infer Value> ? Value : never;

const list = (classes: readonly string[]) => `array[${classes.map((one) => `'${one}'`).join(", ")}]::text[]`;

it("what suspends a grant, what answers by it and what refuses to resume it agree on whether it has drifted", {
  timeout: 60_000 + STATES * 5_000,
}, async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  const { systemId } = await registerSystem(org.admin, {
    ...{ name: "Ledger", description: "What is owed", dataClasses: [], criticality: "low" },
  });
  await linkSystem(org.admin, { serverId: server.serverId, systemId });
  await enableRefund(org, server);
  const grants = await inTenant(org.organizationId, "read", (tx) => tx.grant.findMany());
  const toolGrant = grants.find(({ kind }) => kind === "tool")?.id ?? "";
  const accessGrant = grants.find(({ kind }) => kind === "access")?.id ?? "";
  const seen = { drifted: 0, whole: 0 };

  const lay = (state: State, isSuspended: boolean) => {
    const grant = (id: string, one: State["ofTool"]) => `update grants set
      state = '${isSuspended ? "suspended" : "active"}',
      suspended_at = ${isSuspended ? "now()" : "null"}, suspended_by_id = ${isSuspended ? `'${org.admin.userId}'` : "null"},
      approved_automatically = ${state.isAutomatic},
      server_digest = ${one.hasOwnDigest ? "'other'" : "'server'"}, tool_digest = case when tool_id is not null then 'tool' end,
      approved_environment = '${one.environment}', approved_impact = '${one.impact}',
      approved_criticality = '${one.criticality}',
      approved_data_classes = ${one.dataClasses === null ? "null" : list(one.dataClasses)} where id = '${id}'`;
    return asOwner(`begin; set local session_replication_role = replica;
      update server set identity_digest = 'server', environment = '${state.server.environment}',
        criticality = '${state.server.criticality}', data_classes = ${list(state.server.dataClasses)}
        where id = '${server.serverId}';
      update tool set digest = '${state.tool.isChanged ? "changed" : "tool"}', state = '${state.tool.state}',
        reviewed_impact = '${state.tool.impact}' where id = '${server.refundId}';
      update system set data_classes = ${list(state.reachedData)} where id = '${systemId}';
      ${grant(toolGrant, state.ofTool)}; ${grant(accessGrant, state.ofAccess)}; commit`);
  };

  await fc.assert(
    fc.asyncProperty(anyState, async (state) => {
      await lay(state, false);
      const drift = await inTenant(
        org.organizationId,
        "read",
        (tx) => tx.$queryRaw<{ id: string; isDrifted: boolean; isOutgrown: boolean }[]>`
          select grant_id as id, is_drifted as "isDrifted", (d.state = 'active' and d.is_graver and d.grant_id = ${accessGrant}::uuid
            and not (d.is_server_changed or d.moved_to is not null or d.is_more_critical or d.is_data_added)) as "isOutgrown"
          from grant_drift d`,
      );
      const isDrifted = (id: string) => drift.find((one) => one.id === id)?.isDrifted;
      const anyDrift = drift.some((one) => one.isDrifted);
      seen[anyDrift ? "drifted" : "whole"] += 1;

      const swept = await listServersWithDrift(systemActor(org.organizationId, "test"), {});
      expect(swept.includes(server.serverId)).toBe(anyDrift);

      const gateway = {
        kind: "token" as const,
        organizationId: org.organizationId,
        tokenId: newId(),
        name: "gateway",
        scopes: ["decisions:evaluate" as const],
      };
      const question = {
        subject: { type: "consumer", id: server.consumerSlug },
        action: { name: "tools/call" },
        resource: { type: "tool", id: `${server.slug}/${REFUND.name}` },
      };
      const [answer] = await evaluateAccess(gateway, { questions: [question] });
      // Access that was given without asking and is outgrown is suspended where the graver tool is enabled.
      const isDenied = drift.some((one) => one.isDrifted && !one.isOutgrown);
      expect([answer?.decision, answer?.reason.words]).toEqual([!isDenied, expect.any(String)]);

      await lay(state, true);
      for (const id of [toolGrant, accessGrant]) {
        const raw = inTenant(org.organizationId, "write", async (tx) => {
          await tx.$executeRaw`update grants set state = 'active', suspended_at = null, suspended_by_id = null,
            version = version + 1 where id = ${id}::uuid`;
          throw new Error("taken, and rolled back");
        });
        await expect(raw).rejects.toThrow(isDrifted(id) ? /resume/ : /taken, and rolled back/);
        const resumed = changeGrants(org.admin, {
          grantIds: [id],
          action: "resume",
          reason: "Looked at it.",
        });
        const isResumed = await resumed.then(
          () => true,
          () => false,
        );
        expect(isResumed).toBe(!isDrifted(id));
      }
    }),
    { numRuns: STATES, endOnFailure: true, seed: Number(process.env.STATES_SEED ?? 20261201) },
  );
  expect(Math.min(seen.drifted, seen.whole)).toBeGreaterThan(0);
});
