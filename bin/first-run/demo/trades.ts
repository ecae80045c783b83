import type { DataClass } from "#lib/inventory/model.ts";
import type { CredentialKind, ScopeBreadth } from "#lib/kernel/generated/enums.ts";
import type { Trade } from "./tools/all-tools.ts";

export interface TradeFacts {
  dataClasses: readonly DataClass[];
  /** Slug of the server role that servers of this trade are given. */
  serverRole: string | null;
  credential: { kind: CredentialKind; name: string };
  scopes: readonly { name: string; breadth: ScopeBreadth }[];
}

const narrow = (name: string) => ({ name, breadth: "narrow" as const });
const broad = (name: string) => ({ name, breadth: "broad" as const });

/** What servers of one trade have in common unless one says otherwise. */
export const TRADES: Record<Trade, TradeFacts> = {
  browser: {
    dataClasses: ["public"],
    serverRole: "developer-tools",
    credential: { kind: "static_bearer", name: "Browser farm token" },
    scopes: [narrow("sessions:create")],
  },
  calendar: {
    dataClasses: ["internal"],
    serverRole: "ticket-operator",
    credential: { kind: "oauth_client", name: "Calendar OAuth client" },
    scopes: [narrow("calendars.readwrite.shared")],
  },
  chat: {
    dataClasses: ["internal"],
    serverRole: "ticket-operator",
    credential: { kind: "static_bearer", name: "Bot token" },
    scopes: [narrow("channels:history"), narrow("chat:write")],
  },
  clinical: {
    dataClasses: ["phi", "pii"],
    serverRole: "regulated-operator",
    credential: { kind: "certificate", name: "Client certificate" },
    scopes: [narrow("appointment.write"), narrow("patient.read")],
  },
  crm: {
    dataClasses: ["confidential"],
    serverRole: "ticket-operator",
    credential: { kind: "oauth_client", name: "Connected app" },
    scopes: [narrow("contacts.read"), narrow("opportunities.write")],
  },
  deployment: {
    dataClasses: ["source_code"],
    serverRole: "deployer",
    credential: { kind: "workload_identity", name: "Deployment identity" },
    scopes: [narrow("pipelines:write"), narrow("releases:deploy")],
  },
  documents: {
    dataClasses: ["internal"],
    serverRole: "ticket-operator",
    credential: { kind: "api_key", name: "Wiki API key" },
    scopes: [narrow("pages:write")],
  },
  email: {
    dataClasses: ["internal", "confidential"],
    serverRole: "ticket-operator",
    credential: { kind: "oauth_client", name: "Mail OAuth client" },
    scopes: [narrow("mail.read"), narrow("mail.send.shared")],
  },
  featureFlags: {
    dataClasses: ["internal"],
    serverRole: "ticket-operator",
    credential: { kind: "api_key", name: "Flag API key" },
    scopes: [narrow("flags:write")],
  },
  filesystem: {
    dataClasses: ["source_code"],
    serverRole: "developer-tools",
    credential: { kind: "workload_identity", name: "Volume mount identity" },
    scopes: [narrow("volume:rw")],
  },
  monitoring: {
    dataClasses: ["internal"],
    serverRole: "ticket-operator",
    credential: { kind: "api_key", name: "Monitoring API key" },
    scopes: [narrow("metrics:read"), narrow("alerts:write")],
  },
  payments: {
    dataClasses: ["pci", "financial"],
    serverRole: null,
    credential: { kind: "api_key", name: "Restricted payment key" },
    scopes: [narrow("charges:read"), narrow("refunds:write")],
  },
  people: {
    dataClasses: ["pii", "confidential"],
    serverRole: null,
    credential: { kind: "oauth_client", name: "HR integration user" },
    scopes: [narrow("workers.read"), narrow("leave.write")],
  },
  sourceControl: {
    dataClasses: ["source_code"],
    serverRole: "developer-tools",
    credential: { kind: "oauth_client", name: "App installation" },
    scopes: [narrow("contents:write"), broad("pull_requests:write")],
  },
  ticketing: {
    dataClasses: ["internal"],
    serverRole: "ticket-operator",
    credential: { kind: "api_key", name: "Service desk API token" },
    scopes: [narrow("tickets:read"), narrow("tickets:write")],
  },
  vault: {
    dataClasses: ["credentials"],
    serverRole: null,
    credential: { kind: "workload_identity", name: "Vault role" },
    scopes: [narrow("secret/data/apps:read"), broad("sys/leases:update")],
  },
  warehouse: {
    dataClasses: ["confidential"],
    serverRole: null,
    credential: { kind: "oauth_client", name: "Warehouse service user" },
    scopes: [broad("role:ANALYST")],
  },
};
