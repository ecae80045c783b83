import { command } from "../../kernel/command.ts";
import { newId } from "../../kernel/id.ts";
import { exportCredentialsInput } from "../credential-input.ts";

/** Puts into the trail that facts about credentials are being taken out, before the first of them leaves. */
export const recordCredentialsExport = command({
  name: "record-credentials-export",
  permission: "server:export",
  input: exportCredentialsInput,
  run: async ({ now }, { format, search }) => {
    const exportId = newId(now);
    const subject = { kind: "credential_export", id: exportId, name: `Credentials as ${format}` };
    return { result: { exportId }, events: [{ type: "credentials.exported", subject, detail: { search } }] };
  },
});
