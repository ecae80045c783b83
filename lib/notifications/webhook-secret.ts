import { Webhook } from "standardwebhooks";
import { derivedKey } from "../kernel/secrets.ts";

/** Whose secret: each rotation counts `secretVersion` up by one. */
export interface SecretOf {
  organizationId: string;
  id: string;
  secretVersion: number;
}

/** The signing secret of an endpoint, as Standard Webhooks writes it. Calculated, never kept. */
export function webhookSecret({ organizationId, id, secretVersion }: SecretOf): string {
  const key = derivedKey(`webhook:${organizationId}:${id}:${secretVersion}`);
  return `whsec_${key.toString("base64")}`;
}

/**
 * The headers of a signed message (Standard Webhooks 1.0.0): while a rotated secret still counts, one signature by each.
 */
export function signedHeaders(
  endpoint: SecretOf & { previousUntil: Date | null },
  message: { id: string; body: string },
  at: Date,
): Record<string, string> {
  const { secretVersion, previousUntil } = endpoint;
  const isOverlap = previousUntil !== null && previousUntil > at && secretVersion > 1;
  const versions = isOverlap ? [secretVersion, secretVersion - 1] : [secretVersion];
  const signatures = versions.map((version) =>
    new Webhook(webhookSecret({ ...endpoint, secretVersion: version })).sign(message.id, at, message.body),
  );
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}
