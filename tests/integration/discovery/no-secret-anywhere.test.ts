import "#tests/setup/use-test-database.ts";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as listTrail } from "#app/api/v1/audit-events/route.ts";
import { GET as listCandidatesRoute } from "#app/api/v1/candidates/route.ts";
import { POST as importRoute } from "#app/api/v1/imports/route.ts";
import { GET as listCredentials } from "#app/api/v1/servers/[slug]/credentials/route.ts";
import { GET as listFindings } from "#app/api/v1/servers/[slug]/findings/route.ts";
import { GET as listHistory } from "#app/api/v1/servers/[slug]/history/route.ts";
import { GET as getServer } from "#app/api/v1/servers/[slug]/route.ts";
import { GET as listServers } from "#app/api/v1/servers/route.ts";
import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { registerCandidates } from "#lib/discovery/commands/register-candidates.ts";
import { getCandidate } from "#lib/discovery/queries/get-candidate.ts";
import { listCandidates } from "#lib/discovery/queries/list-candidates.ts";
import { listServerSightings } from "#lib/discovery/queries/list-server-sightings.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { bearerOf } from "#tests/factories/signed-in.ts";
import { type PlantedFile, plantedFiles } from "#tests/fixtures/planted-files.ts";
import { testDatabase } from "#tests/setup/test-database.ts";

const STEWARD = fileURLToPath(new URL("../../../bin/steward.mjs", import.meta.url));

let org: TestOrganization;
let folder: string;
let files: PlantedFile[];
/** Everything that any door said, by what was asked. */
const heard = new Map<string, string>();

/** The whole way of a secret: in through API and command line, registered, and asked for everywhere. */
beforeAll(async () => {
  org = await newOrganization();
  folder = await mkdtemp(join(tmpdir(), "steward-planted-"));
  files = plantedFiles("planted");
  const fromLine = plantedFiles("command line");
  for (const { path, content } of fromLine) {
    await mkdir(dirname(join(folder, "home", path)), { recursive: true });
    await writeFile(join(folder, "home", path), content);
  }
  const { headers } = await bearerOf(org.admin, ["imports:write", "servers:read", "audit:read"]);
  await ask(
    "POST imports",
    importRoute,
    headers,
    {},
    {
      machine: "laptop-1",
      files: files.map(({ path, content }) => ({ path, content })),
    },
  );
  await line("import", ["import", join(folder, "home"), "--machine", "laptop-2", "--json"]);
  await line("dry run", ["import", join(folder, "home"), "--dry-run"]);
  files = [...files, ...fromLine];

  const { items } = await listCandidates(org.admin, { limit: 200 });
  heard.set("list-candidates", JSON.stringify(items));
  heard.set(
    "get-candidate",
    JSON.stringify(await getCandidate(org.admin, { candidateId: items[0]?.id ?? "" })),
  );
  const rows = await registerCandidates(org.admin, {
    environment: "development",
    ownerId: org.owner.userId,
    candidateIds: items.map((item) => item.id),
  });
  heard.set("register-candidates", JSON.stringify(rows));
  await ask("GET candidates", listCandidatesRoute, headers, {});
  await ask("GET servers", listServers, headers, {});
  await ask("GET audit-events", listTrail, headers, {});
  for (const { slug } of rows) {
    if (slug === null) continue;
    for (const [name, handler] of Object.entries({ getServer, listCredentials, listFindings, listHistory })) {
      await ask(`${name} ${slug}`, handler, headers, { slug });
    }
    const { id } = JSON.parse(heard.get(`getServer ${slug}`) ?? "{}");
    heard.set(`sightings ${slug}`, JSON.stringify(await listServerSightings(org.owner, { serverId: id })));
  }
  await line("audit export", ["audit", "export", "--format", "jsonl", "--out", join(folder, "trail.jsonl")]);
  heard.set("trail", await readFile(join(folder, "trail.jsonl"), "utf8"));
}, 180_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await disconnect();
});

describe("a secret in a client's file", () => {
  test("is found in every place of every format", async () => {
    const { items } = await listCandidates(org.admin, { state: "registered", limit: 200 });
    const candidates = await Promise.all(items.map(({ id }) => getCandidate(org.admin, { candidateId: id })));
    const places = candidates.flatMap((one) => one.secrets.map((secret) => secret.place));
    for (const place of [
      "args[3]",
      "args[4]",
      "env.GITHUB_TOKEN",
      "env.PLAIN_NAME",
      "env.DATABASE_URL",
      "env.OPENAPI_HEADERS.Authorization",
      "env.SMTP_PASSWORD",
      "headers.Authorization",
      "headers.X-Acme-Secret-Thing",
      "headers.Cookie",
      "url.userinfo",
      "url.path",
      "url.query.api_key",
      "url.query.sig",
    ]) {
      expect([place, places.some((found) => found.startsWith(place))]).toEqual([place, true]);
    }
    expect(files.length).toBeGreaterThanOrEqual(36);
  });

  test("is in no table of the database, in no spelling", async () => {
    const { ownerUrl } = await testDatabase();
    const owner = await connectOwner(ownerUrl);
    try {
      const { rows } = await owner.query(
        "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
      );
      expect(rows.length).toBeGreaterThan(30);
      let textLength = 0;
      for (const { name } of rows) {
        const texts = await owner.query(`select string_agg(t::text, ' ') as text from ${name} t`);
        const text = texts.rows[0].text ?? "";
        textLength += text.length;
        expect({ name, found: foundIn(text) }).toEqual({ name, found: [] });
      }
      // What was imported is there; only its secrets are not.
      expect(textLength).toBeGreaterThan(100_000);
    } finally {
      await owner.end();
    }
  });

  test("is in no answer, no log, no output and no export", () => {
    expect(heard.size).toBeGreaterThan(8);
    for (const [what, text] of heard) {
      expect(text.length, what).toBeGreaterThan(10);
      expect({ what, found: foundIn(text) }).toEqual({ what, found: [] });
    }
  });
});

/** Planted values that stand in a text: as they are, or as base64, percent-encoded or hexadecimal. */
function foundIn(text: string): string[] {
  return files.flatMap(({ path, secrets }) =>
    secrets.filter((secret) => spellings(secret).some((one) => text.includes(one))).map(() => path),
  );
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    // A part would be enough to find the rest.
    secret.slice(4, 20),
    encodeURIComponent(secret),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("hex"),
  ].filter((one) => one.length >= 8);
}

type Handler = typeof listServers;

async function ask(
  what: string,
  handler: Handler,
  headers: Record<string, string>,
  params: Record<string, string>,
  body?: unknown,
) {
  const request = new Request("http://localhost:3000/api/v1/x?limit=200", {
    method: body === undefined ? "GET" : "POST",
    headers: { ...headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  expect([what, response.status < 300]).toEqual([what, true]);
  heard.set(what, await response.text());
}

/** Runs the command line with everything logged, and keeps all it says. */
async function line(what: string, args: string[]): Promise<void> {
  const env = {
    ...process.env,
    STEWARD_ORGANIZATION: org.slug,
    STEWARD_DATA_DIR: folder,
    LOG_LEVEL: "trace",
  };
  const child = spawn(process.execPath, [STEWARD, ...args], { env });
  let text = `${what}: `;
  for (const out of [child.stdout, child.stderr])
    out.on("data", (chunk) => {
      text += chunk;
    });
  const status = await new Promise((done) => child.on("close", done));
  expect([what, status, status === 0 ? "" : text]).toEqual([what, 0, ""]);
  heard.set(what, text);
}
