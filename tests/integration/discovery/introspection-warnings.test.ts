import "#tests/setup/use-test-database.ts";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { allowCommand } from "#lib/discovery/commands/allow-command.ts";
import { askIntrospection } from "#lib/discovery/commands/ask-introspection.ts";
import { tasks } from "#lib/discovery/jobs.ts";
import { listIntrospections } from "#lib/discovery/queries/list-introspections.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newServer } from "#tests/factories/inventory.ts";
import { newOrganization } from "#tests/factories/organization.ts";

afterAll(disconnect);

async function look(manner: string) {
  const organization = await newOrganization();
  const { serverId } = await newServer(organization, {
    command: process.execPath,
    args: [join(process.cwd(), "tests/fixtures/hostile-servers/hostile-server.ts"), manner],
    packageRegistry: null,
    packageName: null,
    packageVersion: null,
  });
  await allowCommand(organization.admin, { serverId });
  const { introspectionId } = await askIntrospection(organization.owner, { serverId });
  const { organizationId } = organization;
  await tasks["introspect-server"]?.({ organizationId, introspectionId });
  return (await listIntrospections(organization.owner, { serverId })).items[0];
}

test.each([
  ["same-name", 'Two tools are called "list_a"; the first was kept.'],
  ["bidi", 'The name of the tool "list_�a" contains characters that change the reading direction.'],
])("what is odd about a server's answer (%s) is kept with it, in words", async (manner, words) => {
  expect(await look(manner)).toMatchObject({
    state: "succeeded",
    warnings: expect.arrayContaining([words]),
  });
});

test("a NUL in a tool that cannot be kept is the server's fault, and said so", async () => {
  expect(await look("nul-in-bad-tool")).toMatchObject({
    state: "failed",
    errorCode: "bad_answer",
    errorMessage: expect.stringContaining("(a�b)"),
  });
});

test("a NUL in a server's own name keeps nobody from knowing its tools", async () => {
  expect(await look("nul-in-names")).toMatchObject({
    state: "succeeded",
    serverName: "Nul server",
    toolCount: 1,
  });
});
