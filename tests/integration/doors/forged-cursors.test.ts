import "#tests/setup/use-test-database.ts";
import { expect, it } from "vitest";
import { listAllowedCommands } from "#lib/discovery/queries/list-allowed-commands.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { listClaimableCandidates } from "#lib/discovery/queries/list-claimable-candidates.ts";
import { listIntrospectionHistory } from "#lib/discovery/queries/list-introspection-history.ts";
import { listConsumerPage } from "#lib/inventory/queries/list-consumer-page.ts";
import { listServers } from "#lib/inventory/queries/list-servers.ts";
import { listSystemServers } from "#lib/inventory/queries/list-system-servers.ts";
import { listSystems } from "#lib/inventory/queries/list-systems.ts";
import { toCursor } from "#lib/kernel/cursor.ts";
import { newId } from "#lib/kernel/id.ts";
import { listFindings } from "#lib/policy/queries/list-findings.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization } from "#tests/factories/organization.ts";

it("no cursor reaches the database but one of ours", async () => {
  const organization = await newOrganization();
  const { admin } = organization;
  const { slug } = await newServer(organization);
  const id = newId();
  const finding = { severity: "low", openedAt: "0000-01-01T00:00:00Z", id };
  const forged: [string, Promise<unknown>][] = [
    ["servers, NUL", listServers(admin, { cursor: toCursor(["name", "a\u0000b", id]) })],
    [
      "servers, year zero",
      listServers(admin, { sort: "updated", cursor: toCursor(["updated", "0000-01-01T00:00:00Z", id]) }),
    ],
    [
      "servers, day of year zero",
      listServers(admin, { sort: "next_review", cursor: toCursor(["next_review", "0000-01-01", id]) }),
    ],
    ["candidates, no id", listCandidates(admin, { cursor: toCursor(["a", "nope"]) })],
    ["candidates, NUL", listCandidates(admin, { cursor: toCursor(["a\u0000", id]) })],
    ["claims, no id", listClaimableCandidates(admin, { cursor: toCursor(["a", "nope"]) })],
    ["commands, NUL", listAllowedCommands(admin, { cursor: toCursor(["a\u0000", "x"]) })],
    ["introspections, no time", listIntrospectionHistory(admin, { slug, cursor: toCursor(["never", id]) })],
    [
      "introspections, no id",
      listIntrospectionHistory(admin, { slug, cursor: toCursor(["2026-01-01T00:00:00.000Z", "x"]) }),
    ],
    ["consumers, no id", listConsumerPage(admin, { cursor: toCursor(["a", "x"]) })],
    ["systems, no id", listSystems(admin, { cursor: toCursor(["a", "x"]) })],
    ["servers of a system, no id", listSystemServers(admin, { systemId: id, cursor: toCursor(["x"]) })],
    [
      "findings, year zero",
      listFindings(admin, { cursor: Buffer.from(JSON.stringify(finding)).toString("base64url") }),
    ],
  ];
  const answers = await Promise.allSettled(forged.map(([, answer]) => answer));
  const codes = answers.map((answer, index) => [
    forged[index]?.[0],
    answer.status === "rejected" ? answer.reason.code : "answered",
  ]);
  expect(codes).toEqual(forged.map(([what]) => [what, "invalid"]));
});
