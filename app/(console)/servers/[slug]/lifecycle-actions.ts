"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { retireServer } from "#lib/grants/commands/retire-server.ts";
import { revokeServer } from "#lib/grants/commands/revoke-server.ts";
import { cancelRetirement } from "#lib/inventory/commands/cancel-retirement.ts";
import { requestRetirement } from "#lib/inventory/commands/request-retirement.ts";

export async function requestRetirementAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: requestRetirement,
    input: () => ({
      serverId: text(form, "serverId"),
      reason: text(form, "reason") ?? "",
      plannedOn: text(form, "plannedOn") ?? "",
    }),
    done: () => ({ message: "It is on record that this server is to be retired" }),
  });
}

export async function cancelRetirementAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: cancelRetirement,
    input: () => ({ serverId: text(form, "serverId") }),
    done: () => ({ message: "This server stays" }),
  });
}

export async function revokeServerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: revokeServer,
    input: ending,
    done: ({ grantsRevoked }) => ({ message: `The server is cut off; ${grantWords(grantsRevoked)}` }),
  });
}

export async function retireServerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: retireServer,
    input: ending,
    done: ({ grantsRevoked }) => ({ message: `The server is retired; ${grantWords(grantsRevoked)}` }),
  });
}

function ending(form: FormData) {
  return {
    serverId: text(form, "serverId"),
    reason: text(form, "reason") ?? "",
    confirmName: text(form, "confirmName") ?? "",
  };
}

function grantWords(count: number): string {
  return count === 1 ? "1 grant was revoked" : `${count} grants were revoked`;
}
