import "#tests/setup/use-test-database.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { registerCandidate } from "#lib/discovery/commands/register-candidate.ts";
import { importFiles } from "#lib/discovery/import-files.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { rotateCredential } from "#lib/inventory/commands/rotate-credential.ts";
import { getCredential } from "#lib/inventory/queries/get-credential.ts";
import { listCredentials } from "#lib/inventory/queries/list-credentials.ts";
import { systemActor } from "#lib/kernel/actor.ts";
import { setClock } from "#lib/kernel/clock.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { refreshFindings } from "#lib/policy/commands/refresh-findings.ts";
import { getServerFindings } from "#lib/policy/queries/get-server-findings.ts";
import { eventsOf } from "#tests/factories/audit.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";

const OLD = `ghp_${"Zq8RtY3uWx1PmN5bVc7L".padEnd(36, "K2dF")}`;
const NEW = `ghp_${"B4nHj6TgY9oLpA1sDf3G".padEnd(36, "Q7wE")}`;
const OTHER = `ghp_${"M5xCv8BnZ2aSdF4gHj7K".padEnd(36, "R3tY")}`;
const ELSEWHERE = `ghp_${"q7Wv3eR9tY1uI5oP2aS8dF4gH6jK0lZxC3vB"}`;

let org: TestOrganization;
let hours: number;
beforeEach(async () => {
  hours = 0;
  const putBack = setClock(() => new Date(Date.UTC(2026, 10, 27, 8 + hours)));
  org = await newOrganization();
  return putBack;
});
afterAll(disconnect);

/** A file of a machine that has this value, an hour after whatever came before. */
function bring(machine: string, token: string, name = "docs", variable = "GITHUB_TOKEN") {
  hours += 1;
  const server = { command: "npx", args: ["-y", `@acme/${name}-mcp@1.0.0`], env: { [variable]: token } };
  const content = JSON.stringify({ mcpServers: { [name]: server } });
  return importFiles(org.admin, { machine, files: [{ path: ".cursor/mcp.json", content }] });
}

async function governDocs() {
  const { items } = await listCandidates(org.admin, { search: "docs" });
  const { serverId } = await registerCandidate(org.admin, {
    ...{ candidateId: items[0]?.id ?? "", name: "Docs", purpose: "Answers from the handbook.", team: null },
    ...{ ownerId: org.member.userId, backupOwnerId: null, environment: "development", criticality: "low" },
    ...{ dataClasses: [], serverRoleId: null, nextReviewOn: undefined, tags: [] },
  } as Parameters<typeof registerCandidate>[1]);
  const [credential] = (await listCredentials(org.admin, {})).items;
  return { serverId, credentialId: credential?.id ?? "", fingerprint: credential?.fingerprint ?? "" };
}

async function rotate(credentialId: string) {
  hours += 1;
  await rotateCredential(org.member, { credentialId, rotatedAt: "2026-11-27" });
}

async function rulesOf(serverId: string) {
  await refreshFindings(systemActor(org.organizationId, "test"), { serverIds: [serverId] });
  return (await getServerFindings(org.admin, { serverId })).map(({ rule }) => rule);
}

describe("after a rotation was recorded", () => {
  test("a new value in the place of the former one confirms it, and is what it is recognised by", async () => {
    await bring("laptop-1", OLD);
    const { credentialId, fingerprint } = await governDocs();
    await rotate(credentialId);
    const before = await getCredential(org.admin, { credentialId });
    expect(before).toMatchObject({ fingerprint: null, rotations: [{ confirmedAt: null }] });
    await bring("laptop-1", NEW);
    const after = await getCredential(org.admin, { credentialId });
    expect(after.fingerprint).toMatch(/^[0-9a-f]{10}$/);
    expect(after.fingerprint).not.toBe(fingerprint);
    expect(after.version).toBe(before.version);
    expect(after.rotations).toMatchObject([
      { formerFingerprint: fingerprint, confirmedAt: "2026-11-27T11:00:00.000Z", formerSeenCount: 0 },
    ]);
    await bring("laptop-1", NEW);
    const events = await eventsOf(org.organizationId, "credential.rotation_confirmed");
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain(after.fingerprint ?? "none");
  });

  test("neither another place, nor two new values, nor the former one confirm it", async () => {
    await bring("laptop-1", OLD);
    const { credentialId } = await governDocs();
    await rotate(credentialId);
    const isConfirmed = async () =>
      (await getCredential(org.admin, { credentialId })).rotations[0]?.confirmedAt !== null;
    await bring("laptop-1", OLD);
    expect(await isConfirmed()).toBe(false);
    await bring("laptop-1", ELSEWHERE, "docs", "GITLAB_TOKEN");
    expect(await isConfirmed()).toBe(false);
    hours += 1;
    const server = (token: string) => ({
      command: "npx",
      args: ["-y", "@acme/docs-mcp@1.0.0"],
      env: { GITHUB_TOKEN: token },
    });
    const file = (path: string, token: string) => ({
      path,
      content: JSON.stringify({ mcpServers: { docs: server(token) } }),
    });
    await importFiles(org.admin, {
      machine: "laptop-1",
      files: [file(".cursor/mcp.json", NEW), file("claude_desktop_config.json", OTHER)],
    });
    expect(await isConfirmed()).toBe(false);
  });

  test("the former value is a finding while a file read since then shows it, whichever server's", async () => {
    await bring("laptop-1", OLD);
    await bring("laptop-2", OLD, "notes");
    const { serverId, credentialId } = await governDocs();
    await rotate(credentialId);
    expect(await rulesOf(serverId)).not.toContain("former_credential_value_seen");
    await bring("laptop-1", NEW);
    expect(await rulesOf(serverId)).not.toContain("former_credential_value_seen");
    await bring("laptop-2", OLD, "notes");
    expect(await rulesOf(serverId)).toContain("former_credential_value_seen");
    const { rotations } = await getCredential(org.admin, { credentialId });
    expect(rotations).toMatchObject([{ formerSeenCount: 1, formerSeenAt: "2026-11-27T13:00:00.000Z" }]);
    await bring("laptop-2", OTHER, "notes");
    expect(await rulesOf(serverId)).not.toContain("former_credential_value_seen");
    const told = async (type: "credential.former_value_seen" | "credential.former_value_gone") =>
      (await eventsOf(org.organizationId, type)).map(({ detail }) => detail);
    expect(await told("credential.former_value_seen")).toEqual([{ serverId, places: 1 }]);
    expect(await told("credential.former_value_gone")).toEqual([{ serverId, places: 0 }]);
  });

  test("it is over as well when the file shows that server no longer", async () => {
    await bring("laptop-1", OLD);
    const { serverId, credentialId } = await governDocs();
    await rotate(credentialId);
    await bring("laptop-1", OLD);
    expect(await rulesOf(serverId)).toContain("former_credential_value_seen");
    await bring("laptop-1", OTHER, "notes");
    expect(await rulesOf(serverId)).not.toContain("former_credential_value_seen");
  });
});
