"use server";

import type { FormState } from "#components/form/form-state.ts";
import { linkSeenClient } from "#lib/discovery/commands/link-seen-client.ts";
import { registerSeenClients } from "#lib/discovery/commands/register-seen-clients.ts";
import { submit, text, texts } from "#lib/doors/action.ts";

export async function registerSeenClientsAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: registerSeenClients,
    input: () => ({ clients: texts(form, "clients").map(readClient), ownerId: text(form, "ownerId") }),
    done: ({ added, known }) => ({ message: inWords(added, known) }),
  });
}

export async function linkSeenClientAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: linkSeenClient,
    input: () => ({ ...readClient(text(form, "client") ?? ""), consumerId: text(form, "consumerId") ?? "" }),
    done: ({ name }) => ({ message: `The files show ${name} from now on` }),
  });
}

/** What a checkbox carries; the command judges it. */
function readClient(value: string): { client: unknown; machine: unknown } | null {
  try {
    const [client, machine] = JSON.parse(value) as [unknown, unknown];
    return { client, machine };
  } catch {
    return null; // not one of our checkboxes
  }
}

function inWords(added: number, known: number): string {
  const registered = added === 1 ? "One consumer is on record" : `${added} consumers are on record`;
  return known === 0 ? registered : `${registered}; ${known} were already`;
}
