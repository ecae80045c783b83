import "#tests/setup/use-test-database.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ZodType } from "zod";
import { createToken } from "#lib/identity/commands/create-token.ts";
import { type Actor, systemActor, TOKEN_SCOPES, type TokenActor } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { disconnect } from "#lib/kernel/db.ts";
import { isPermitted, PERMISSIONS, type Permission } from "#lib/kernel/permissions.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { expectMatrix } from "./expect-matrix.ts";
import { sampleInput } from "./sample-input.ts";

interface Entrance {
  kind: "command" | "query";
  name: string;
  permission: Permission;
  input: ZodType;
  call: (actor: Actor, input: unknown) => Promise<unknown>;
}

/** Every command and query there is, found on disk: a new one is in the matrix without anybody thinking of it. */
const modules = import.meta.glob<Record<string, unknown>>("../../lib/*/{commands,queries}/*.ts", {
  eager: true,
});
const entrances = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .flatMap(toEntrance)
  .sort((one, other) => one.name.localeCompare(other.name));

function toEntrance(exported: unknown): Entrance[] {
  if (typeof exported !== "function" || !("permission" in exported)) return [];
  const { commandName, queryName, permission, input } = exported as unknown as {
    commandName?: string;
    queryName?: string;
    permission: Permission;
    input: ZodType;
  };
  const name = commandName ?? queryName ?? "";
  // What carries a permission was made by command() or query(), both of which take an actor and an input.
  const call = exported as unknown as Entrance["call"];
  return [{ kind: commandName === undefined ? "query" : "command", name, permission, input, call }];
}

let organization: TestOrganization;
let actors: Record<string, Actor>;

beforeAll(async () => {
  organization = await newOrganization();
  const { organizationId } = organization;
  const only = (role: "admin" | "approver" | "auditor" | "member"): Actor => ({
    ...organization.member,
    roles: [role],
  });
  const { tokenId } = await createToken(organization.admin, {
    name: "t",
    scopes: [...TOKEN_SCOPES],
    days: 1,
  });
  const token = (scopes: TokenActor["scopes"]): Actor => ({
    kind: "token",
    organizationId,
    tokenId,
    name: "t",
    scopes,
  });
  actors = {
    admin: only("admin"),
    approver: only("approver"),
    auditor: only("auditor"),
    member: only("member"),
    "no role": { ...organization.member, roles: [] },
    ...Object.fromEntries(TOKEN_SCOPES.map((scope) => [scope, token([scope])])),
    "every token scope": token(TOKEN_SCOPES),
    system: systemActor(organizationId, "test"),
  };
});

afterAll(disconnect);

describe("authority", () => {
  test("finds every command and query", () => {
    expect(entrances.length).toBeGreaterThan(40);
    expect(new Set(entrances.map((entrance) => entrance.name)).size).toBe(entrances.length);
  });

  test.each(entrances.map((entrance) => [entrance.name, entrance] as const))(
    "%s lets in whom the table names and nobody else",
    async (_name, entrance) => {
      for (const [who, actor] of Object.entries(actors)) {
        const isDenied = await isDeniedAtTheDoor(entrance, actor);
        expect(`${who} ${isDenied ? "denied" : "let in"}`).toBe(
          `${who} ${isPermitted(actor, entrance.permission) ? "let in" : "denied"}`,
        );
      }
    },
  );

  test("the matrix is the one that was agreed", async () => {
    const names = Object.keys(actors);
    const rows = entrances.map(({ kind, name, permission }) => [
      kind,
      name,
      permission,
      names.filter((who) => isPermitted(actors[who] as Actor, permission)).join(", ") || "nobody",
    ]);
    await expectMatrix("permissions", [["kind", "name", "permission", "who is let in"], ...rows]);
  });

  test("no token and no job can be given a person's decisions", () => {
    const reserved: Permission[] = [
      "request:decide",
      "approval-policy:decide",
      "break-glass:use",
      "break-glass:review",
      "campaign-item:decide",
      "campaign-change:answer",
      "command:allow",
      "tool:override-impact",
      "ownership:answer",
      "ownership:claim",
      "ownership:confirm",
    ];
    for (const permission of reserved) {
      expect({ permission, ...PERMISSIONS[permission] }).toMatchObject({ tokens: [], system: false });
    }
  });
});

/** Whether the permission table stopped it: later refusals (no such thing, not yours) mean that it was let in. */
async function isDeniedAtTheDoor(entrance: Entrance, actor: Actor): Promise<boolean> {
  const input = sampleInput(entrance.input);
  expect(entrance.input.safeParse(input).error?.issues ?? []).toEqual([]);
  try {
    await entrance.call(actor, input);
    return false;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (
      error.code === "forbidden" &&
      error.publicMessage.startsWith("Only ") &&
      error.publicMessage.endsWith(" may do this.")
    );
  }
}
