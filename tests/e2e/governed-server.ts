import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignInAs } from "./people.ts";
import { addConsumer, approve, askForApproval } from "./request-parts.ts";
import { allowCommand, introspectWell, registerServer, switchable } from "./server-parts.ts";

export interface GovernedServer {
  name: string;
  consumer: string;
  serverPath: string;
  requestPath: string;
}

/** A file that says which definitions our own server offers; v1 at first. */
export function newSwitchFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), "steward-journey-")), "switch");
  writeFileSync(file, "v1");
  return file;
}

/**
 * Brings a server to where governing begins, as people would: registered and introspected by the administrator, asked
 * for by its owner, approved by the approver. `tools` are in force for `consumer` afterwards.
 */
export async function governedServer(
  as: SignInAs,
  { name, consumer, tools }: { name: string; consumer: string; tools: readonly string[] },
): Promise<GovernedServer> {
  const admin = await as("admin");
  const serverPath = await registerServer(admin, { name, connection: switchable(newSwitchFile()) });
  await allowCommand(admin);
  await introspectWell(admin, serverPath);
  const owner = await as("owner");
  await addConsumer(owner, serverPath, consumer);
  const justification = "Support agents answer tickets with it.";
  const requestPath = await askForApproval(owner, serverPath, { tools, consumer, justification });
  const approver = await as("approver");
  await approver.goto(requestPath);
  await approve(approver, "What it does fits what it is for.");
  return { name, consumer, serverPath, requestPath };
}
