import { command, unchanged } from "#lib/kernel/command.ts";
import { someEvents } from "#lib/kernel/events.ts";
import { drawSecondLooks } from "../draw-second-looks.ts";
import { noInput } from "../input.ts";

/** Asks for the second looks that are due by now. */
export const sampleAnswers = command({
  name: "sample-answers",
  permission: "campaign:sample",
  input: noInput,
  run: async (context) => {
    const events = someEvents(await drawSecondLooks(context, null));
    return events === null ? unchanged(null) : { result: null, events };
  },
});
