import { z } from "zod";
import { loadAdministrators } from "../../identity/steps/load-administrators.ts";
import { command, unchanged } from "../../kernel/command.ts";
import { type AuditableEvent, someEvents } from "../../kernel/events.ts";
import { noteWarnings, type ReviewWarningKind, type WarnedServer } from "../review-warning-store.ts";

export const WARNINGS_AT_ONCE = 500;

const warnOfReviewsInput = z.object({ kind: z.enum(["due", "overdue", "suspension"]) });

/**
 * Tells whoever answers for a server, once for each due day, that its review comes (`due`), was missed (`overdue`), or that
 * its high-impact grants are about to be suspended for it; administrators where nobody active answers. Gives how many
 * servers it were, at most WARNINGS_AT_ONCE.
 */
export const warnOfReviews = command({
  name: "warn-of-reviews",
  permission: "server:review-dates",
  input: warnOfReviewsInput,
  run: async ({ tx, actor, now }, { kind }) => {
    const servers = await noteWarnings(tx, actor.organizationId, { kind, now, limit: WARNINGS_AT_ONCE });
    const isAnybodyMissing = servers.some(({ notify }) => notify.length === 0);
    const administrators = isAnybodyMissing ? await loadAdministrators(tx) : [];
    const events = someEvents(servers.map((server) => eventOf(kind, server, administrators)));
    return events === null ? unchanged(servers.length) : { result: servers.length, events };
  },
});

const EVENT_OF = {
  due: "server.review_due",
  overdue: "server.review_overdue",
  suspension: "server.suspension_near",
} as const satisfies Record<ReviewWarningKind, string>;

function eventOf(kind: ReviewWarningKind, server: WarnedServer, administrators: string[]): AuditableEvent {
  const { id, slug, name, dueOn, suspendOn, notify } = server;
  return {
    type: EVENT_OF[kind],
    subject: { kind: "server", id, name },
    detail: {
      serverId: id,
      dueOn,
      suspendOn,
      notify: notify.length > 0 ? notify : administrators,
      href: `/servers/${slug}`,
    },
  };
}
