import { z } from "zod";
import { systemActor } from "../kernel/actor.ts";
import type { Sweep } from "../kernel/reaction.ts";
import { queueDigests } from "./commands/queue-digests.ts";
import { SEND_EMAILS_TASK } from "./email-setting.ts";
import { sendEmails } from "./send-emails.ts";

const organizationOf = z.object({ organizationId: z.uuid() });

export const emailTasks: Record<string, (payload: unknown) => Promise<void>> = {
  [SEND_EMAILS_TASK]: async (payload) => sendEmails(organizationOf.parse(payload).organizationId),
};

export const emailSweeps: readonly Sweep[] = [
  {
    name: "due-digests",
    everyMinutes: 5,
    run: async (organizationId) => {
      let after: string | null = null;
      do after = (await queueDigests(systemActor(organizationId, "digests"), { after })).next;
      while (after !== null);
    },
  },
  { name: "due-emails", everyMinutes: 1, isOutgoing: true, run: sendEmails },
];
