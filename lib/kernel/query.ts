import type { ZodType, z } from "zod";
import type { Actor } from "./actor.ts";
import { authorize, parseInput } from "./authorize.ts";
import { now } from "./clock.ts";
import { inTenant, type Tx } from "./db.ts";
import type { Permission } from "./permissions.ts";

export interface QueryContext {
  tx: Tx;
  actor: Actor;
  now: Date;
}

export interface Query<S extends ZodType = ZodType, R = unknown> {
  (actor: Actor, input: z.input<S>): Promise<R>;
  readonly queryName: string;
  readonly permission: Permission;
  readonly input: S;
}

interface QueryDefinition<S extends ZodType, R> {
  name: string;
  permission: Permission;
  input: S;
  /** A question about text that cannot be kept is answered like any other, not refused. */
  allowsNul?: boolean;
  run: (context: QueryContext, input: z.output<S>) => Promise<R>;
}

/**
 * The only way to ask. Parse, authorize, then one read-only transaction with the tenant set: a query cannot write.
 *
 * @throws AppError `invalid`, `forbidden`, `not_found` or `unavailable`
 */
export function query<S extends ZodType, R>(definition: QueryDefinition<S, R>): Query<S, R> {
  const { name, permission, input: schema, allowsNul = false, run } = definition;
  const execute = async (actor: Actor, input: z.input<S>): Promise<R> => {
    const parsed = parseInput(schema, input, { allowsNul: allowsNul || actor.kind === "system" });
    await authorize(actor, permission, name);
    return inTenant(actor.organizationId, "read", (tx) => run({ tx, actor, now: now() }, parsed));
  };
  return Object.assign(execute, { queryName: name, permission, input: schema });
}
