import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { lockFollowed } from "../follow-up-store.ts";
import { passedOn } from "../passed-on.ts";
import { mayReview, passItemsOn } from "../seat-store.ts";
import { passOnItemsInput } from "../stage-input.ts";
import { ITEMS_AT_ONCE } from "../stages.ts";

/**
 * Gives a page of what waits for somebody who left, who owns the consumer by now or did when it was frozen, or for nobody, to
 * the next of those whom the review names: the stage's reviewers, its fallback, the owner's manager, an administrator. What
 * nobody can have stays without a reviewer, and whoever manages the review sees it. Who left and came back meanwhile keeps
 * what they have.
 */
export const passOnItems = command({
  name: "pass-on-items",
  permission: "campaign:follow-up",
  input: passOnItemsInput,
  run: async ({ tx, actor, now }, { campaignId, kind, fromId, after }) => {
    const review = await lockFollowed(tx, actor.organizationId, campaignId);
    const isBack = kind === "left" && fromId !== null && (await mayReview(tx, fromId));
    if (review.state !== "running" || isBack) return unchanged<{ last: number | null }>({ last: null });
    const page = { after, limit: ITEMS_AT_ONCE };
    const { passed, last } = await passItemsOn(tx, campaignId, { kind, fromId }, now, page);
    const events = someEvents(await passedOn(tx, review, kind, passed, now));
    return events === null ? unchanged({ last }) : { result: { last }, events };
  },
});
