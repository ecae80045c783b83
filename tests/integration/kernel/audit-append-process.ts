import { z } from "zod";
import { systemActor } from "#lib/kernel/actor.ts";
import { appendStandalone } from "#lib/kernel/audit-log.ts";
import { command } from "#lib/kernel/command.ts";
import { disconnect } from "#lib/kernel/db.ts";
import type { AuditableEvent } from "#lib/kernel/events.ts";

/** Appends `count` events as one process among several: a third through commands of three events, the rest alone. */
const [organizationId = "", process_ = "", count = "0"] = process.argv.slice(2);
const actor = systemActor(organizationId, `process ${process_}`);

const event = (name: string): AuditableEvent => ({
  type: "session.opened",
  subject: { kind: "user", id: null, name },
  detail: { process: process_ },
});

const appendThree = command({
  name: "append-three",
  permission: "session:end",
  input: z.object({ name: z.string() }),
  run: async (_context, { name }) => ({
    result: null,
    events: [event(`${name}/a`), event(`${name}/b`), event(`${name}/c`)],
  }),
});

const appends: Promise<unknown>[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const name = `${process_}/${index}`;
  appends.push(
    index % 9 === 0 ? appendThree(actor, { name }) : appendStandalone(actor, event(name), new Date()),
  );
}
await Promise.all(appends);
await disconnect();
