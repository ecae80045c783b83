import "#tests/setup/use-test-database.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { POST as breakGlass } from "#app/api/v1/break-glass/route.ts";
import { POST as review } from "#app/api/v1/requests/[id]/break-glass-reviews/route.ts";
import { POST as askForChanges } from "#app/api/v1/requests/[id]/changes/route.ts";
import { POST as comment } from "#app/api/v1/requests/[id]/comments/route.ts";
import { POST as decide } from "#app/api/v1/requests/[id]/decisions/route.ts";
import { POST as resubmit } from "#app/api/v1/requests/[id]/resubmission/route.ts";
import { POST as submit } from "#app/api/v1/requests/route.ts";
import { askForChanges as sendBack } from "#lib/approvals/commands/ask-for-changes.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import type { EventType } from "#lib/kernel/events.ts";
import { breakForRefund, glassInForce } from "#tests/factories/glass-in-force.ts";
import {
  askForRefund,
  type GovernedServer,
  newGovernedServer,
  trail,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, type TestOrganization } from "#tests/factories/organization.ts";
import { cookieOf } from "#tests/factories/signed-in.ts";

const ORIGIN = "http://localhost:3000";

let org: TestOrganization;
let server: GovernedServer;

beforeEach(async () => {
  org = await newOrganization();
  server = await newGovernedServer(org);
});

interface Write {
  path: string;
  handler: typeof decide;
  /** What happened, once. */
  event: EventType;
  /** Lays out what is written to. */
  prepare: () => Promise<{ id?: string; by: PersonActor; body: object }>;
  /** Said again it is taken, and nothing more happens; the rest is refused. */
  isTakenAgain?: boolean;
}

const asked = () => ({
  toolIds: [server.refundId],
  consumerIds: [server.consumerId],
  durationDays: 7,
  justification: WHY,
});

const waiting = async () => (await askForRefund(org.owner, server)).requestId;

const WRITES: Write[] = [
  {
    path: "requests",
    handler: submit,
    event: "request.submitted",
    prepare: async () => ({ by: org.owner, body: { slug: server.slug, ...asked() } }),
  },
  {
    path: "requests/[id]/decisions",
    handler: decide,
    event: "request.approved_by",
    prepare: async () => ({
      id: await waiting(),
      by: org.approver,
      body: { decision: "approve", reason: "Needed and bounded." },
    }),
  },
  {
    path: "requests/[id]/comments",
    handler: comment,
    event: "request.commented",
    isTakenAgain: true,
    prepare: async () => ({ id: await waiting(), by: org.owner, body: { comment: "Please look at this." } }),
  },
  {
    path: "requests/[id]/changes",
    handler: askForChanges,
    event: "request.changes_asked",
    prepare: async () => ({ id: await waiting(), by: org.approver, body: { reason: "For a week at most." } }),
  },
  {
    path: "requests/[id]/resubmission",
    handler: resubmit,
    event: "request.submitted",
    prepare: async () => {
      const id = await waiting();
      await sendBack(org.approver, { requestId: id, reason: "For a week at most." });
      return { id, by: org.owner, body: asked() };
    },
  },
  {
    path: "requests/[id]/break-glass-reviews",
    handler: review,
    event: "break_glass.reviewed",
    prepare: async () => {
      await glassInForce(org);
      const { requestId } = await breakForRefund(org.owner, server);
      return { id: requestId, by: org.approver, body: { verdict: "justified", reason: "It was needed." } };
    },
  },
  {
    path: "break-glass",
    handler: breakGlass,
    event: "break_glass.used",
    prepare: async () => {
      await glassInForce(org);
      const { durationDays: _, ...things } = asked();
      const emergency = "Nobody who would be asked answers tonight.";
      return { by: org.owner, body: { slug: server.slug, ...things, hours: 4, emergency } };
    },
  },
];

async function open({ path, handler, event, prepare }: Write) {
  const { id, by, body } = await prepare();
  const { cookie } = await cookieOf(by);
  const before = (await trail(org.organizationId, [event])).length;
  return {
    send: (key?: string) =>
      handler(
        new Request(`${ORIGIN}/api/v1/${path.replace("[id]", id ?? "")}`, {
          method: "POST",
          headers: {
            cookie,
            origin: ORIGIN,
            "content-type": "application/json",
            ...(key === undefined ? {} : { "idempotency-key": key }),
          },
          body: JSON.stringify(body),
        }),
        { params: Promise.resolve(id === undefined ? {} : { id }) },
      ),
    happened: async () => (await trail(org.organizationId, [event])).length - before,
  };
}

describe.each(WRITES)("POST /api/v1/$path, sent twice", (write) => {
  it("with one Idempotency-Key happens once, and answers the same", async () => {
    const { send, happened } = await open(write);
    const first = await send("one-and-the-same");
    const again = await send("one-and-the-same");
    expect([first.ok, again.ok, again.status]).toEqual([true, true, first.status]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await again.json()).toEqual(await first.json());
    expect(await happened()).toBe(1);
  });

  it("without a key happens once, one after the other and both at once", async () => {
    const { send, happened } = await open(write);
    const answers = [...(await Promise.all([send(), send(), send()])), await send()];
    const taken = answers.filter(({ ok }) => ok).length;
    expect(answers.filter(({ ok, status }) => !ok && status !== 409)).toEqual([]);
    expect(taken).toBe(write.isTakenAgain === true ? answers.length : 1);
    expect(await happened()).toBe(1);
  });
});

it("walks every POST there is of requests and broken glass", () => {
  const files = Object.entries({
    ...import.meta.glob("../../../app/api/v1/requests/**/route.ts", { eager: true }),
    ...import.meta.glob("../../../app/api/v1/break-glass/**/route.ts", { eager: true }),
  });
  const found = files.flatMap(([file, module]) =>
    Object.hasOwn(module as object, "POST")
      ? [file.replace(/^.*\/api\/v1\//, "").replace("/route.ts", "")]
      : [],
  );
  expect(found.sort()).toEqual(WRITES.map(({ path }) => path).sort());
});
