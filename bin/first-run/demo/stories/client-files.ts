import { createHash } from "node:crypto";

interface ClientFile {
  path: string;
  content: string;
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

/** Made up, in the shape of a real one; put together here so that no scanner takes this file for a leak. */
const fakeToken = (prefix: string, name: string) =>
  `${prefix}${createHash("sha256").update(`demonstration ${name}`).digest("hex").slice(0, 36)}`;

/** What the fleet's device management collected in its first run. */
export const FIRST_SWEEP: readonly ClientFile[] = [
  {
    path: "laptops/lmoretti/Library/Application Support/Claude/claude_desktop_config.json",
    content: json({
      mcpServers: {
        "local-postgres": {
          command: "npx",
          args: ["-y", "@modelcontextprotocol/server-postgres@0.6.2"],
          env: { PGHOST: "orders.db.demo.example", PGPASSWORD: fakeToken("", "postgres") },
        },
        memory: { command: "npx", args: ["-y", "@modelcontextprotocol/server-memory"] },
      },
    }),
  },
  {
    path: "laptops/ysato/.cursor/mcp.json",
    content: json({
      mcpServers: {
        sentry: { url: "https://mcp.sentry.demo.example/mcp" },
        figma: { url: "https://figma-mcp.design.demo.example/mcp" },
      },
    }),
  },
];

/** A repository in which two servers are given the same token, by one who had only one at hand. */
export const SHARED_TOKEN_SWEEP: readonly ClientFile[] = [
  {
    path: "repositories/release-notes/.mcp.json",
    content: json({
      mcpServers: {
        "release-issues": {
          command: "npx",
          args: ["-y", "@demo/issues-mcp@2.1.0"],
          env: { ATLASSIAN_API_TOKEN: fakeToken("", "atlassian") },
        },
        "release-pages": {
          command: "npx",
          args: ["-y", "@demo/pages-mcp@1.4.3"],
          env: { ATLASSIAN_API_TOKEN: fakeToken("", "atlassian") },
        },
      },
    }),
  },
];

/** And in its second, a month later. */
export const SECOND_SWEEP: readonly ClientFile[] = [
  {
    path: "repositories/checkout/.vscode/mcp.json",
    content: json({
      servers: {
        github: {
          type: "stdio",
          command: "docker",
          args: ["run", "-i", "--rm", "-e", "GITHUB_TOKEN", "ghcr.io/github/github-mcp-server"],
          env: { GITHUB_TOKEN: fakeToken("ghp_", "github") },
        },
        "time-zones": { type: "stdio", command: "uvx", args: ["mcp-server-time==2026.1.26"] },
      },
    }),
  },
  {
    path: "laptops/shared-mac/.codeium/windsurf/mcp_config.json",
    content: json({
      mcpServers: {
        shell: {
          command: "bash",
          args: ["-c", "node /opt/tools/shell-mcp.js"],
          alwaysAllow: ["run_command"],
        },
        figma: { serverUrl: "https://figma-mcp.design.demo.example/mcp" },
      },
    }),
  },
];

/** Yesterday's. */
export const THIRD_SWEEP: readonly ClientFile[] = [
  {
    path: "laptops/hmartin/.claude.json",
    content: json({
      mcpServers: {
        "everything-drive": { command: "npx", args: ["-y", "@modelcontextprotocol/server-filesystem", "/"] },
        crm: { type: "sse", url: "http://crm-bridge.corp.demo.example/sse" },
      },
    }),
  },
  {
    path: "laptops/erossi/.codex/config.toml",
    content: [
      "[mcp_servers.bigquery]",
      'command = "uvx"',
      'args = ["mcp-server-bigquery", "--project", "demo-analytics"]',
      "[mcp_servers.bigquery.env]",
      'GOOGLE_APPLICATION_CREDENTIALS = "/home/erossi/keys/analytics.json"',
    ].join("\n"),
  },
];
