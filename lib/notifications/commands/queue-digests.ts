import { command, unchanged } from "../../kernel/command.ts";
import { env } from "../../kernel/env.ts";
import { newId } from "../../kernel/id.ts";
import { DIGEST_HOUR, digestDay } from "../digest-day.ts";
import { insertDigests, listDigestReaders } from "../digest-store.ts";
import { isEmailOn, sendEmailsJob } from "../email-setting.ts";
import { queueDigestsInput } from "../input.ts";

const PAGE = 500;

/**
 * Puts up the digests that are due among the next 500 people after `after`, each person's once a day; `next` is null
 * when nobody is left. However often and by however many workers it is run, a day has one.
 */
export const queueDigests = command({
  name: "queue-digests",
  permission: "email:send",
  input: queueDigestsInput,
  run: async ({ tx, actor, now }, { after }) => {
    if (!isEmailOn()) return unchanged({ count: 0, next: null });
    const readers = await listDigestReaders(tx, { after, limit: PAGE, at: now });
    const next = readers.length < PAGE ? null : (readers.at(-1)?.userId ?? null);
    const digests = readers.flatMap(({ userId, timeZone, digestHour }) => {
      const day = digestDay(now, timeZone ?? env().STEWARD_TIME_ZONE, digestHour ?? DIGEST_HOUR);
      return day === null ? [] : [{ id: newId(now), userId, day }];
    });
    const count = digests.length === 0 ? 0 : await insertDigests(tx, actor.organizationId, digests, now);
    if (count === 0) return unchanged({ count, next });
    return {
      result: { count, next },
      jobs: [sendEmailsJob(actor.organizationId)],
      events: [
        {
          type: "digest.queued",
          subject: { kind: "emails", id: null, name: count === 1 ? "1 digest" : `${count} digests` },
          detail: { count },
        },
      ],
    };
  },
});
