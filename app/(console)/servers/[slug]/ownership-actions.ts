"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { acceptOwnership } from "#lib/inventory/commands/accept-ownership.ts";
import { claimServer } from "#lib/inventory/commands/claim-server.ts";
import { confirmClaim } from "#lib/inventory/commands/confirm-claim.ts";
import { declineOwnership } from "#lib/inventory/commands/decline-ownership.ts";
import { offerOwnership } from "#lib/inventory/commands/offer-ownership.ts";
import { withdrawOwnershipOffer } from "#lib/inventory/commands/withdraw-ownership-offer.ts";

export async function offerOwnershipAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: offerOwnership,
    input: () => ({
      serverId: text(form, "serverId"),
      seat: text(form, "seat"),
      receiverId: text(form, "receiverId") ?? "",
      message: text(form, "message") ?? "",
    }),
    done: () => ({ message: "They are asked; nothing changes until they accept" }),
  });
}

export async function acceptOwnershipAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: acceptOwnership,
    input: offer,
    done: () => ({ message: "You answer for this server now" }),
  });
}

export async function confirmClaimAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: confirmClaim,
    input: offer,
    done: () => ({ message: "The claim is confirmed" }),
  });
}

export async function declineOwnershipAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: declineOwnership,
    input: () => ({ ...offer(form), reason: text(form, "reason") ?? "" }),
    done: () => ({ message: "Declined; nothing changes hands" }),
  });
}

export async function withdrawOfferAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: withdrawOwnershipOffer,
    input: offer,
    done: () => ({ message: "It is taken back" }),
  });
}

export async function claimServerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: claimServer,
    input: () => ({ serverId: text(form, "serverId"), reason: text(form, "reason") ?? "" }),
    done: ({ state }) => ({
      message:
        state === "confirmed"
          ? "You own this server now. Nobody backs you up until you ask somebody"
          : "Claimed; an administrator confirms it",
    }),
  });
}

function offer(form: FormData) {
  return { offerId: text(form, "offerId") };
}
