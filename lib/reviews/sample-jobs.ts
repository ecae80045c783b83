import { systemActor } from "#lib/kernel/actor.ts";
import type { Sweep } from "#lib/kernel/reaction.ts";
import { sampleAnswers } from "./commands/sample-answers.ts";

/** What was answered too fast and drawn goes to second reviewers once it can no longer be taken back. */
export const sampleSweeps: readonly Sweep[] = [
  {
    name: "second-looks",
    everyMinutes: 2,
    run: async (organizationId) => {
      await sampleAnswers(systemActor(organizationId, "second looks"), {});
    },
  },
];
