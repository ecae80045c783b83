import type { ToolDefinition } from "#lib/inventory/tool-definition.ts";
import { browser } from "./browser.ts";
import { calendar } from "./calendar.ts";
import { chat } from "./chat.ts";
import { clinical } from "./clinical.ts";
import { crm } from "./crm.ts";
import { deployment } from "./deployment.ts";
import { documents } from "./documents.ts";
import { email } from "./email.ts";
import { featureFlags } from "./feature-flags.ts";
import { filesystem } from "./filesystem.ts";
import { monitoring } from "./monitoring.ts";
import { payments } from "./payments.ts";
import { people } from "./people.ts";
import { sourceControl } from "./source-control.ts";
import { ticketing } from "./ticketing.ts";
import { vault } from "./vault.ts";
import { warehouse } from "./warehouse.ts";

/** What the demonstration's servers offer, by trade: several servers of one trade offer the same. */
export const TOOLS = {
  browser,
  calendar,
  chat,
  clinical,
  crm,
  deployment,
  documents,
  email,
  featureFlags,
  filesystem,
  monitoring,
  payments,
  people,
  sourceControl,
  ticketing,
  vault,
  warehouse,
} as const satisfies Record<string, readonly ToolDefinition[]>;

export type Trade = keyof typeof TOOLS;
