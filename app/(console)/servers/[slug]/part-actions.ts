"use server";

import type { FormState } from "#components/form/form-state.ts";
import { submit, text } from "#lib/doors/action.ts";
import { addConsumer } from "#lib/inventory/commands/add-consumer.ts";
import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { addScope } from "#lib/inventory/commands/add-scope.ts";
import { overrideToolImpact } from "#lib/inventory/commands/override-tool-impact.ts";
import { removeScope } from "#lib/inventory/commands/remove-scope.ts";
import { revokeCredential } from "#lib/inventory/commands/revoke-credential.ts";
import { rotateCredential } from "#lib/inventory/commands/rotate-credential.ts";
import { updateCredential } from "#lib/inventory/commands/update-credential.ts";
import { changedMoment } from "./changed-moment.ts";

export async function addScopeAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: addScope,
    input: () => ({
      serverId: text(form, "serverId"),
      name: text(form, "name") ?? "",
      system: text(form, "system") ?? null,
      breadth: text(form, "breadth"),
    }),
    done: () => ({ message: "The scope is on record" }),
  });
}

export async function removeScopeAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: removeScope,
    input: () => ({ serverId: text(form, "serverId"), scopeId: text(form, "scopeId") }),
    done: () => ({ message: "The scope is off the record" }),
  });
}

export async function addCredentialAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: addCredential,
    input: () => ({
      serverId: text(form, "serverId"),
      ...readCredential(form),
      issuedAt: text(form, "issuedAt") ?? null,
      expiresAt: text(form, "expiresAt") ?? null,
      lastRotatedAt: text(form, "lastRotatedAt") ?? null,
    }),
    done: () => ({ message: "The credential is on record" }),
  });
}

export async function updateCredentialAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: updateCredential,
    input: () => ({
      credentialId: text(form, "credentialId"),
      version: Number(text(form, "version")),
      ...readCredential(form),
      issuedAt: changedMoment(form, "issuedAt"),
      expiresAt: changedMoment(form, "expiresAt"),
    }),
    done: () => ({ message: "The credential's record is changed" }),
  });
}

/** A rotation: the same credential with a new value, so new times. */
export async function rotateCredentialAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: rotateCredential,
    input: () => ({
      credentialId: text(form, "credentialId"),
      version: Number(text(form, "version")),
      rotatedAt: text(form, "rotatedAt") ?? "",
      expiresAt: text(form, "expiresAt") ?? null,
    }),
    done: () => ({ message: "The rotation is on record" }),
  });
}

export async function revokeCredentialAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: revokeCredential,
    input: () => ({
      credentialId: text(form, "credentialId"),
      version: Number(text(form, "version")),
      reason: text(form, "reason") ?? "",
    }),
    done: () => ({ message: "The credential is revoked, on the record" }),
  });
}

export async function addConsumerAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: addConsumer,
    input: () => ({
      name: text(form, "name") ?? "",
      kind: text(form, "kind"),
      ownerId: text(form, "ownerId"),
    }),
    done: () => ({ message: "The consumer is on record; ask for its access next" }),
  });
}

export async function overrideImpactAction(_state: FormState, form: FormData): Promise<FormState> {
  return submit(form, {
    command: overrideToolImpact,
    input: () => ({
      toolId: text(form, "toolId"),
      impact: text(form, "impact"),
      reason: text(form, "reason") ?? "",
      digest: text(form, "digest") ?? "",
    }),
    done: () => ({ message: "The impact is decided, on the record" }),
  });
}

function readCredential(form: FormData) {
  return {
    name: text(form, "name") ?? "",
    kind: text(form, "kind"),
    issuer: text(form, "issuer") ?? null,
    keptIn: text(form, "keptIn"),
    place: text(form, "place") ?? null,
  };
}
