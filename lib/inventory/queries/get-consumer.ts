import { query } from "../../kernel/query.ts";
import { loadConsumer } from "../consumer-store.ts";
import { toConsumerItem } from "../consumer-view.ts";
import { decideConsumerEdit } from "../consumers.ts";
import { consumerSlugInput } from "../input.ts";

/** One consumer, and whether this actor may change it (`allowed`: true, or the reason not). @throws AppError `not_found` */
export const getConsumer = query({
  name: "get-consumer",
  permission: "server:read",
  input: consumerSlugInput,
  run: async ({ tx, actor }, { slug }) => {
    const row = await loadConsumer(tx, { slug });
    const verdict = decideConsumerEdit({ ownerId: row.owner?.id ?? null }, actor);
    const edit: true | string = verdict.ok ? true : verdict.reason;
    return { ...toConsumerItem(row), version: row.version, allowed: { edit } };
  },
});

export type ConsumerPage = Awaited<ReturnType<typeof getConsumer>>;
