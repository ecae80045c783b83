import { credentialStatus } from "../../inventory/credentials.ts";
import type { GovernedServer } from "../../inventory/facts.ts";
import { dayInWords } from "../../kernel/day-in-words.ts";
import { type Breach, ofPart, type Rule } from "./rule.ts";

const LONG_LIVED = ["OWASP NHI7:2025 Long-Lived Secrets", "NIST SP 800-53 IA-5(1)"];

type Credential = GovernedServer["credentials"][number];

export const credentialNotRevoked: Rule = {
  id: "credential_not_revoked",
  title: "Credential outlives its server",
  severity: "high",
  explanation:
    "Steward answers no for this server, but the credential still works at its issuer for whoever has it.",
  fix: "Revoke it at its issuer, then mark it as revoked here.",
  references: ["OWASP NHI1:2025 Improper Offboarding", "NIST SP 800-53 AC-2(3)"],
  evaluate: ({ server }) =>
    server.state !== "revoked" && server.state !== "retired"
      ? []
      : server.credentials.map((credential) => {
          const summary = `${credential.name} still works, though ${server.name} is ${server.state}.`;
          return ofPart("credential", credential, "high", summary);
        }),
};

export const credentialWithoutExpiry: Rule = {
  id: "credential_without_expiry",
  title: "Credential that never expires",
  severity: "high",
  explanation:
    "A credential without an end stays valid for whoever copies it, for as long as it goes unnoticed.",
  fix: "Give the credential an end at its issuer and record it, or move to a workload identity.",
  references: LONG_LIVED,
  evaluate: ({ server }) =>
    server.credentials
      .filter((credential) => credential.expiresAt === null && credential.isEndKnown)
      .map((credential) => ofPart("credential", credential, "high", `${credential.name} has no expiry.`)),
};

export const credentialEndUnknown: Rule = {
  id: "credential_end_unknown",
  title: "Nobody has said when a credential ends",
  severity: "medium",
  explanation:
    "It was found in a file, which does not say how long it is good for: it may end tomorrow, or never.",
  fix: "Look it up at its issuer, and record when it was issued and when it ends.",
  references: LONG_LIVED,
  evaluate: ({ server }) =>
    server.credentials
      .filter((credential) => !credential.isEndKnown)
      .map((credential) =>
        ofPart("credential", credential, "medium", `When ${credential.name} ends is not known.`),
      ),
};

export const credentialExpired: Rule = {
  id: "credential_expired",
  title: "Credential past its end",
  severity: "medium",
  explanation:
    "An expired credential either breaks the server or, if the date is wrong, hides one that is still in use.",
  fix: "Rotate it and record the new end, or mark it revoked if it is gone.",
  references: LONG_LIVED,
  evaluate: ({ server }, now) =>
    withStatus(server, "expired", now, (credential) => {
      const summary = `${credential.name} expired on ${day(credential.expiresAt)}.`;
      return ofPart("credential", credential, "medium", summary);
    }),
};

export const credentialExpiring: Rule = {
  id: "credential_expiring",
  title: "Credential about to expire",
  severity: "low",
  explanation: "The credential ends within 30 days; what uses it will stop working.",
  fix: "Rotate it before it ends and record the new date.",
  references: LONG_LIVED,
  evaluate: ({ server }, now) =>
    withStatus(server, "expiring", now, (credential) => {
      const summary = `${credential.name} expires on ${day(credential.expiresAt)}.`;
      return ofPart("credential", credential, "low", summary);
    }),
};

export const credentialInConfiguration: Rule = {
  id: "credential_in_configuration",
  title: "Credential written in a configuration file",
  severity: "critical",
  explanation:
    "Whoever can read the file, its backups or its history has the credential, and cannot be told apart.",
  fix: "Rotate the credential, keep the new one in a secret manager, and refer to it from the file.",
  references: ["OWASP NHI2:2025 Secret Leakage", "PCI DSS 4.0 8.6.2"],
  evaluate: ({ server }) =>
    server.credentials
      .filter((credential) => credential.keptIn === "configuration")
      .map((credential) => {
        const { name, place: where } = credential;
        // Found ones are named after their place: it is not said twice.
        const place = where === null || name.endsWith(` in ${where}`) ? "" : ` (${where})`;
        const summary = `${credential.name} is written in a configuration file${place}.`;
        return ofPart("credential", credential, "critical", summary);
      }),
};

export const credentialReused: Rule = {
  id: "credential_reused",
  title: "Credential used by several servers",
  severity: "high",
  explanation:
    "One leak reaches every server that shares the credential, and cutting one of them off breaks the others.",
  fix: "Give each server a credential of its own, then rotate the shared one and record it.",
  references: ["OWASP NHI9:2025 NHI Reuse", "NIST SP 800-53 IA-5"],
  evaluate: ({ server }) =>
    server.credentials
      .filter(({ alsoOn }) => alsoOn.length > 0)
      .map((credential) => {
        const summary = `${credential.name} is also used by ${names(credential.alsoOn)}.`;
        return ofPart("credential", credential, "high", summary);
      }),
};

export const formerValueInUse: Rule = {
  id: "former_credential_value_seen",
  title: "Former value of a rotated credential still in a file",
  severity: "high",
  explanation:
    "Either something was left on the value that was replaced, or the rotation did not take place: whoever has the file may still get in.",
  fix: "Make sure that the issuer refuses the former value, and take it out of the files that its page names.",
  references: ["OWASP NHI2:2025 Secret Leakage", "NIST SP 800-53 IA-5(1)"],
  evaluate: ({ server }) =>
    server.credentials
      .filter(({ formerSeenCount }) => formerSeenCount > 0)
      .map((credential) => {
        const places = credential.formerSeenCount === 1 ? "1 place" : `${credential.formerSeenCount} places`;
        const summary = `The value of ${credential.name} from before its rotation still stands in ${places}.`;
        return ofPart("credential", credential, "high", summary);
      }),
};

/** Names up to three of them, so that the sentence stays one. */
function names(servers: readonly { name: string }[]): string {
  const shown = servers.slice(0, 3).map(({ name }) => name);
  return servers.length > 3 ? `${shown.join(", ")} and more` : shown.join(" and ");
}

function withStatus(
  server: GovernedServer,
  status: "expired" | "expiring",
  now: Date,
  toBreach: (credential: Credential) => Breach,
): Breach[] {
  return server.credentials
    .filter(({ expiresAt }) => credentialStatus({ state: "active", expiresAt }, now) === status)
    .map(toBreach);
}

function day(moment: Date | null): string {
  return moment === null ? "an unknown day" : dayInWords(moment.toISOString().slice(0, 10));
}
