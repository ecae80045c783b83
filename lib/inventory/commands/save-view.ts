import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { personOf, subjectOfView } from "../load-view.ts";
import { TAKE_BACK_HOURS } from "../saved-view.ts";
import { saveViewInput } from "../saved-view-input.ts";
import { deleteOldViews, insertView, lockViews } from "../saved-view-store.ts";
import { assertFreeName, assertRoomForView } from "../view-name.ts";

/** Keeps a question asked of a list under a name of this person's own. */
export const saveView = command({
  name: "save-view",
  permission: "saved-view:manage",
  input: saveViewInput,
  run: async ({ tx, actor, now }, { list, name, search, isShared }) => {
    const { organizationId, userId: ownerId } = personOf(actor);
    const views = await lockViews(tx, ownerId, list);
    assertFreeName(views, name);
    assertRoomForView(views);
    await deleteOldViews(tx, ownerId, new Date(now.getTime() - TAKE_BACK_HOURS * 3_600_000));
    const id = newId(now);
    const made = { createdAt: now, updatedAt: now };
    await insertView(tx, { organizationId, id, ownerId, list, name, search, isShared, ...made });
    return {
      result: { viewId: id },
      events: [
        {
          type: "saved_view.saved",
          subject: subjectOfView({ id, name }),
          detail: { list, search, isShared },
        },
      ],
    };
  },
});
