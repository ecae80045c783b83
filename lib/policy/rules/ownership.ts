import { ofServer, type Rule } from "./rule.ts";

const ACCOUNTABLE = ["OWASP NHI1:2025 Improper Offboarding", "NIST SP 800-53 AC-2(3)", "ISO/IEC 27002 5.16"];

export const noOwner: Rule = {
  id: "no_owner",
  title: "Nobody owns this server",
  severity: "critical",
  explanation:
    "Without an owner nobody answers for what the server may do, and nobody notices when it is no longer needed.",
  fix: "Assign an owner who knows what the server is for.",
  references: ACCOUNTABLE,
  evaluate: (facts) =>
    facts.server.owner === null ? [ofServer(facts, "critical", `${facts.server.name} has no owner.`)] : [],
};

export const ownerInactive: Rule = {
  id: "owner_inactive",
  title: "The owner has left",
  severity: "high",
  explanation: "The owner's account is deactivated, so reviews and approvals for this server reach nobody.",
  fix: "Hand the server to somebody who is still here; the backup owner is the first to ask.",
  references: ACCOUNTABLE,
  evaluate: (facts) => {
    const { owner, name } = facts.server;
    if (owner === null || owner.isActive) return [];
    return [ofServer(facts, "high", `${owner.name}, who owns ${name}, is no longer active.`)];
  },
};

export const noBackupOwner: Rule = {
  id: "no_backup_owner",
  title: "No backup owner",
  severity: "high",
  explanation: "When the owner is away or leaves, nobody else can suspend, rotate or answer for the server.",
  fix: "Name a second person as backup owner.",
  references: ACCOUNTABLE,
  evaluate: (facts) => {
    const { backupOwner, environment, name } = facts.server;
    if (backupOwner?.isActive === true) return [];
    const words = backupOwner === null ? "has no backup owner" : "has a backup owner who is no longer active";
    return [ofServer(facts, environment === "production" ? "high" : "low", `${name} ${words}.`)];
  },
};
