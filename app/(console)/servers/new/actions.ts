"use server";

import { readGovernance } from "#app/read-governance.ts";
import type { FormState } from "#components/form/form-state.ts";
import { submit } from "#lib/doors/action.ts";
import { registerServer } from "#lib/inventory/commands/register-server.ts";
import { readConnection } from "../read-connection.ts";

export async function registerServerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: registerServer,
    input: () => ({ ...readGovernance(form), ...readConnection(form) }),
    done: ({ slug }) => ({ message: "The server is registered", redirectTo: `/servers/${slug}` }),
  });
}
