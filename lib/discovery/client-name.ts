import type { Client } from "./model.ts";

const NAMES: Record<Client, string> = {
  "claude-desktop": "Claude Desktop",
  "claude-code": "Claude Code",
  cursor: "Cursor",
  vscode: "VS Code",
  windsurf: "Windsurf",
  cline: "Cline",
  roo: "Roo Code",
  kiro: "Kiro",
  gemini: "Gemini CLI",
  codex: "Codex",
  zed: "Zed",
  continue: "Continue",
  opencode: "OpenCode",
  crush: "Crush",
  goose: "Goose",
  registry: "Registry",
  unknown: "Unknown client",
};

/** A client by the name its maker gives it; one of an older version as it was kept. */
export function clientName(client: string): string {
  return Object.hasOwn(NAMES, client) ? NAMES[client as Client] : client;
}

/** How a client on a machine is told from others. */
export function seenClientName({ client, machine }: { client: string; machine: string }): string {
  return machine === "" ? clientName(client) : `${clientName(client)} on ${machine}`;
}

/** One text for each client on each machine, to look it up by. */
export function seenClientKey({ client, machine }: { client: string; machine: string }): string {
  return JSON.stringify([client, machine]);
}
