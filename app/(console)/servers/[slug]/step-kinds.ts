import type { RevocationStepKind } from "#lib/kernel/generated/enums.ts";

/** What each kind of step is called, and what it means. */
export const STEP_KIND_WORDS = {
  deny_decisions: { label: "Deny here", hint: "Suspend it in Steward: every decision about it is no." },
  oauth_revocation: { label: "Revoke the OAuth token", hint: "At the issuer's revocation endpoint." },
  webhook: { label: "Call a webhook", hint: "Another system is told to cut it off." },
  scim_deactivate: { label: "Deactivate the account", hint: "In the identity provider, by SCIM." },
  lease_revoke: { label: "Revoke the lease", hint: "In the secret manager." },
  manual: { label: "By hand", hint: "A named person does it." },
} satisfies Record<RevocationStepKind, { label: string; hint: string }>;
