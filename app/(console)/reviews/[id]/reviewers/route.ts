import { route } from "#lib/doors/route.ts";
import { listPossibleReviewers } from "#lib/reviews/queries/list-possible-reviewers.ts";
import type { Closeness } from "#lib/reviews/reassigning.ts";

const CLOSENESS_WORDS: Record<Closeness, string> = {
  owner: "Owns the server",
  backup_owner: "Backup owner",
  manager: "The owner's manager",
  reviewers_manager: "The reviewer's manager",
  stage: "Reviews in this stage",
  fallback: "Reviews what nobody else can",
  admin: "Administrator",
};

/** `GET ?campaign=&item=` or `?campaign=&from=` -> who could review it, the nearest first. */
export const GET = route(async ({ actor, search }) => {
  const itemId = search.get("item");
  const fromId = search.get("from");
  const people = await listPossibleReviewers(actor, {
    campaignId: search.get("campaign") ?? "",
    ...(itemId === null ? {} : { itemId }),
    ...(fromId === null ? {} : { fromId }),
  });
  return people
    .filter(({ whyNot }) => whyNot === null)
    .map(({ id, name, email, closeness }) => ({
      value: id,
      label: name,
      hint: `${CLOSENESS_WORDS[closeness]}, ${email}`,
    }));
});
