import { isHighImpact } from "../inventory/impact.ts";
import type { RevocationStepKind, ScopeBreadth, ToolState } from "../kernel/generated/enums.ts";
import { type MadeCredential, madeCredentials } from "./made-credentials.ts";
import { type MadeServer, madeServer } from "./made-server.ts";
import { offerKey, offerOf, toolCount } from "./made-tools.ts";
import { type LoadPlan, madeId } from "./model.ts";
import { between, type Random, randomOf } from "./random.ts";
import { SYSTEMS } from "./systems.ts";

export interface MadeTool {
  id: string;
  versionId: string;
  offer: string;
  state: ToolState;
}

export interface MadeScope {
  id: string;
  name: string;
  system: string;
  breadth: ScopeBreadth;
}

export interface MadeStep {
  id: string;
  position: number;
  kind: RevocationStepKind;
  title: string;
  instructions: string;
  responsibleId: string | null;
}

/** A server with everything that is known of it. */
export interface WholeServer {
  server: MadeServer;
  tools: MadeTool[];
  scopes: MadeScope[];
  credentials: MadeCredential[];
  steps: MadeStep[];
}

export function madeWhole(plan: LoadPlan, ordinal: number): WholeServer {
  const random = randomOf(plan.seed, ordinal);
  const server = madeServer(plan, ordinal, random);
  return {
    server,
    tools: madeTools(plan, ordinal, server, random),
    scopes: madeScopes(plan, ordinal, server, random),
    credentials: madeCredentials(plan, ordinal, server, random),
    steps: madeSteps(plan, ordinal, server, random),
  };
}

/** A few servers offer everything there is for their system. */
function toolsOffered(available: number, random: Random): number {
  const draw = random();
  if (draw < 0.1) return between(random, 1, 2);
  if (draw < 0.62) return between(random, 3, 5);
  if (draw < 0.9) return between(random, 5, 8);
  return draw < 0.98 ? between(random, 9, 15) : available;
}

/** None before anybody looked. High-impact tools are disabled on most servers: nobody approved them. */
function madeTools(plan: LoadPlan, ordinal: number, server: MadeServer, random: Random): MadeTool[] {
  if (server.lastIntrospectedAt === null) return [];
  const available = toolCount(server.system);
  const offered = Math.min(available, toolsOffered(available, random));
  const from = between(random, 0, available - 1);
  const isTidy = random() < 0.8;
  return Array.from({ length: offered }, (_, position) => {
    const offer = offerKey(server.system, (from + position) % available, server.dataClasses);
    const isDisabled = isTidy && isHighImpact(offerOf(offer).suggestedImpact);
    return {
      id: madeId(plan, "tool", server.registeredAt, ordinal, position),
      versionId: madeId(plan, "version", server.registeredAt, ordinal, position),
      offer,
      state: isDisabled ? "disabled" : "discovered",
    };
  });
}

function madeScopes(plan: LoadPlan, ordinal: number, server: MadeServer, random: Random): MadeScope[] {
  const system = SYSTEMS[server.system] ?? SYSTEMS[0];
  const prefix = system.name.toLowerCase().replaceAll(" ", "_");
  const names: [name: string, breadth: ScopeBreadth][] = system.things
    .slice(0, between(random, 0, 3))
    .map((thing) => [`${prefix}.${thing}s.read`, "narrow"]);
  if (random() < 0.2) names.push([`${prefix}.write`, "broad"]);
  if (random() < 0.03) names.push([`${prefix}.*`, "wildcard"]);
  return names.map(([name, breadth], position) => ({
    id: madeId(plan, "scope", server.registeredAt, ordinal, position),
    name,
    system: system.name,
    breadth,
  }));
}

function madeSteps(plan: LoadPlan, ordinal: number, server: MadeServer, random: Random): MadeStep[] {
  if (random() > (server.environment === "production" ? 0.75 : 0.45)) return [];
  const system = SYSTEMS[server.system] ?? SYSTEMS[0];
  const steps: Omit<MadeStep, "id" | "position" | "responsibleId">[] = [
    {
      kind: "deny_decisions",
      title: "Deny every call",
      instructions: "Every question about this server is answered no from this moment.",
    },
    {
      kind: "manual",
      title: `Revoke its credential at ${system.name}`,
      instructions: "Open the issuer's console, revoke the credential, check that a call with it is refused.",
    },
  ];
  return steps.map((step, index) => ({
    ...step,
    id: madeId(plan, "step", server.registeredAt, ordinal, index),
    position: index + 1,
    responsibleId: step.kind === "manual" ? (server.backupOwnerId ?? server.ownerId) : null,
  }));
}
