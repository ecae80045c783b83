import type { Client } from "../model.ts";

/** The client that keeps its configuration at a path, or null when the path doesn't tell. */
export function clientOfPath(path: string): Client | null {
  const normalized = path.replaceAll("\\", "/").toLowerCase();
  return PLACES.find(([, pattern]) => pattern.test(normalized))?.[0] ?? null;
}

// File names first, then folders: a Cline file inside VS Code's own folder is Cline's.
const PLACES: ReadonlyArray<readonly [Client, RegExp]> = [
  ["claude-desktop", /claude_desktop_config[^/]*\.json$/],
  ["cline", /cline_mcp_settings[^/]*\.json$/],
  ["roo", /(?:\/|^)\.roo\/|rooveterinaryinc\.roo-cline|(?:\/|^)roo\/[^/]+$/],
  ["kiro", /(?:\/|^)\.?kiro\//],
  ["cursor", /(?:\/|^)\.?cursor\//],
  ["windsurf", /(?:\/|^)\.?windsurf\/|\.codeium\//],
  ["gemini", /(?:\/|^)\.?gemini\//],
  ["codex", /(?:\/|^)\.?codex\//],
  ["zed", /(?:\/|^)\.?zed\//],
  ["continue", /(?:\/|^)\.?continue\//],
  ["opencode", /(?:\/|^)\.?opencode\/|(?:\/|^)opencode\.jsonc?$/],
  ["crush", /(?:\/|^)\.?crush\.json$|(?:\/|^)\.?crush\//],
  ["goose", /(?:\/|^)\.?goose\/|(?:\/|^)goose\.ya?ml$/],
  [
    "claude-code",
    /(?:\/|^)\.mcp\.json$|(?:\/|^)\.claude\.json$|(?:\/|^)\.claude\/|(?:\/|^)claude-code\/|managed-mcp\.json$/,
  ],
  ["claude-desktop", /(?:\/|^)claude(?:-desktop)?\/[^/]+\.json$/],
  ["cline", /(?:\/|^)cline\/[^/]+\.json$/],
  [
    "vscode",
    /(?:\/|^)\.?vscode(?:-insiders)?\/|\/code\/user\/|(?:\/|^)\.devcontainer\/|(?:\/|^)devcontainer\.json$/,
  ],
  ["registry", /(?:\/|^)server\.json$/],
];
