import { loadServer } from "#lib/inventory/steps/load-server.ts";
import { AppError, conflict } from "#lib/kernel/app-error.ts";
import { command } from "#lib/kernel/command.ts";
import { saveRevocationPathInput } from "../input.ts";
import { decidePathEdit } from "../model.ts";
import { revocationPathHash } from "../revocation-path-hash.ts";
import { assertActivePeople, findSteps, lockRevocationPath, replaceSteps } from "../revocation-path-store.ts";

/** Replaces a server's whole path, unless somebody else changed it since it was read. */
export const saveRevocationPath = command({
  name: "save-revocation-path",
  permission: "revocation-path:edit",
  input: saveRevocationPathInput,
  run: async ({ tx, actor }, { serverId, hash, steps }) => {
    const { organizationId } = actor;
    const server = await loadServer(tx, { id: serverId });
    const subject = { kind: "server", id: server.id, name: server.name };
    const verdict = decidePathEdit(server, actor);
    if (!verdict.ok) throw new AppError(verdict.code, verdict.reason, { subject });
    await lockRevocationPath(tx, server.id);
    const before = await findSteps(tx, organizationId, server.id);
    if (revocationPathHash(before) !== hash) throw conflict("revocation path");
    await assertActivePeople(tx, organizationId, steps);
    await replaceSteps(tx, organizationId, server.id, steps);
    const after = await findSteps(tx, organizationId, server.id);
    const titles = (path: typeof before) => path.map((step) => `${step.kind}: ${step.title}`);
    return {
      result: { serverId: server.id, hash: revocationPathHash(after), stepCount: after.length },
      events: [
        {
          type: "revocation_path.changed",
          subject,
          detail: { serverId: server.id, steps: { before: titles(before), after: titles(after) } },
        },
      ],
    };
  },
});
