import { permitted } from "../../kernel/permissions.ts";
import { query } from "../../kernel/query.ts";
import { loadConsumer } from "../consumer-store.ts";
import { toConsumerItem } from "../consumer-view.ts";
import { decideConsumerEdit, decideConsumerState } from "../consumers.ts";
import { consumerSlugInput } from "../input.ts";

/** One consumer, and whether this actor may change it (`allowed`: true, or the reason not). @throws AppError `not_found` */
export const getConsumer = query({
  name: "get-consumer",
  permission: "server:read",
  input: consumerSlugInput,
  run: async ({ tx, actor }, { slug }) => {
    const row = await loadConsumer(tx, { slug });
    const subject = { ...row, ownerId: row.owner?.id ?? null };
    const orReason = (verdict: { ok: true } | { ok: false; reason: string }): true | string =>
      permitted(actor, "consumer:manage") ?? (verdict.ok ? true : verdict.reason);
    return {
      ...toConsumerItem(row),
      version: row.version,
      allowed: {
        edit: orReason(decideConsumerEdit(subject, actor)),
        deactivate: orReason(decideConsumerState(subject, "deactivate", actor)),
        reactivate: orReason(decideConsumerState(subject, "reactivate", actor)),
      },
    };
  },
});

export type ConsumerPage = Awaited<ReturnType<typeof getConsumer>>;
