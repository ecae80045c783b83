import { notFound } from "../kernel/app-error.ts";
import type { Tx } from "../kernel/db.ts";
import { REMOVED_AT_ONCE } from "./removal.ts";

interface NewDelivery {
  id: string;
  eventId: string;
  eventType: string;
  body: string;
}

/** Puts up each event for each active endpoint that asked for its type, once; gives the endpoints' ids. */
export async function insertDeliveries(
  tx: Tx,
  organizationId: string,
  deliveries: readonly Omit<NewDelivery, "id">[],
  at: Date,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ endpointId: string }[]>`
    with put as (
      insert into webhook_delivery (organization_id, id, endpoint_id, event_id, event_type, body, state, due_at, created_at)
      select ${organizationId}::uuid, gen_random_uuid(), w.id, d."eventId", d."eventType", d.body, 'waiting', ${at}, ${at}
      from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb)
        as d("eventId" uuid, "eventType" text, body text)
      join webhook_endpoint w on w.organization_id = ${organizationId}::uuid and w.state = 'active'
        and d."eventType" = any (w.event_types)
      on conflict (organization_id, endpoint_id, event_id) do nothing
      returning endpoint_id
    )
    select distinct endpoint_id as "endpointId" from put`;
  return rows.map(({ endpointId }) => endpointId);
}

/** Puts up one delivery for one endpoint. */
export async function insertDelivery(
  tx: Tx,
  organizationId: string,
  endpointId: string,
  delivery: NewDelivery,
  at: Date,
): Promise<void> {
  await tx.webhookDelivery.create({
    data: { organizationId, endpointId, ...delivery, state: "waiting", dueAt: at, createdAt: at },
  });
}

export interface TakenDelivery {
  id: string;
  eventId: string;
  body: string;
  attempts: number;
}

/**
 * Takes what is due of one endpoint, which the caller has locked, until `lostAt`. Nothing while others of it are being
 * sent: an endpoint is called by one worker at a time.
 */
export async function takeDueDeliveries(
  tx: Tx,
  { endpointId, limit, at, lostAt }: { endpointId: string; limit: number; at: Date; lostAt: Date },
): Promise<TakenDelivery[]> {
  const taken = await tx.$queryRaw<TakenDelivery[]>`
    update webhook_delivery d set state = 'sending', attempts = d.attempts + 1, due_at = ${lostAt}
    from (
      select organization_id, id from webhook_delivery
      where endpoint_id = ${endpointId}::uuid and state in ('waiting', 'sending') and due_at <= ${at}
        and not exists (
          select from webhook_delivery busy
          where busy.endpoint_id = ${endpointId}::uuid and busy.state = 'sending' and busy.due_at > ${at})
      order by due_at, event_id limit ${limit}
    ) due
    where d.organization_id = due.organization_id and d.id = due.id
    returning d.id, d.event_id as "eventId", d.body, d.attempts`;
  return taken.toSorted((one, other) => (one.eventId < other.eventId ? -1 : 1));
}

export interface SettledDelivery {
  id: string;
  /** The number of the attempt this is the end of. */
  attempt: number;
  state: "waiting" | "delivered" | "failed";
  /** False for one that was not tried after all. */
  isCounted: boolean;
  dueAt: Date;
  status: number | null;
  words: string | null;
}

/** Writes down what became of attempts; one that another attempt overtook stays as it is. */
export async function saveAttempts(tx: Tx, settled: readonly SettledDelivery[], at: Date): Promise<number> {
  return tx.$executeRaw`
    update webhook_delivery d set state = s.state::webhook_delivery_state,
      attempts = case when s."isCounted" then d.attempts else d.attempts - 1 end,
      due_at = s."dueAt", last_status = case when s."isCounted" then s.status else d.last_status end,
      last_error = case when s."isCounted" then s.words else d.last_error end,
      settled_at = case when s.state = 'waiting' then null else ${at}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as s(id uuid, attempt integer, state text,
      "isCounted" boolean, "dueAt" timestamptz, status integer, words text)
    where d.id = s.id and d.state = 'sending' and d.attempts = s.attempt`;
}

/** Gives up what still waits for an endpoint that was turned off. */
export async function failWaiting(tx: Tx, endpointId: string, words: string, at: Date): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { endpointId, state: { in: ["waiting", "sending"] } },
    data: { state: "failed", lastError: words, settledAt: at },
  });
}

/** Lets one that was given up be tried anew; the endpoint's id, or null when it was not given up. */
export async function reviveDelivery(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { count } = await tx.webhookDelivery.updateMany({
    where: { id, state: "failed" },
    data: { state: "waiting", attempts: 0, dueAt: at, settledAt: null },
  });
  return count === 1;
}

/** @throws AppError `not_found` */
export async function loadDelivery(tx: Tx, id: string) {
  const found = await tx.webhookDelivery.findFirst({
    where: { id },
    select: {
      id: true,
      endpointId: true,
      eventType: true,
      endpoint: { select: { name: true, state: true } },
    },
  });
  if (found === null) throw notFound("delivery");
  return found;
}

/** An endpoint's newest. */
export async function listDeliveryRows(tx: Tx, endpointId: string, limit: number) {
  return tx.webhookDelivery.findMany({
    where: { endpointId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    select: {
      id: true,
      eventId: true,
      eventType: true,
      state: true,
      attempts: true,
      lastStatus: true,
      lastError: true,
      createdAt: true,
      settledAt: true,
    },
  });
}

/** Active endpoints that are not left alone now and have something due. */
export async function listDueEndpointIds(tx: Tx, at: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select w.id from webhook_endpoint w
    where w.state = 'active' and (w.paused_until is null or w.paused_until <= ${at}) and exists (
      select from webhook_delivery d
      where d.organization_id = w.organization_id and d.endpoint_id = w.id and d.state in ('waiting', 'sending')
        and d.due_at <= ${at})
    order by w.id limit 100`;
  return rows.map(({ id }) => id);
}

/** Removes what was settled and is older, at most `REMOVED_AT_ONCE`; gives how many. */
export async function removeDeliveriesBefore(tx: Tx, before: Date): Promise<number> {
  return tx.$executeRaw`
    delete from webhook_delivery where id in (
      select id from webhook_delivery where created_at < ${before} and settled_at is not null
      order by created_at limit ${REMOVED_AT_ONCE})`;
}
