import type { Transport } from "../kernel/generated/enums.ts";
import { isLoopbackHost } from "./loopback-host.ts";
import type { LaunchedPackage } from "./package-spec.ts";
import { programName, splitFlag } from "./read-launch.ts";
import { verbOfName } from "./tool-verbs.ts";
import { unpinnedOf } from "./unpinned-package.ts";

export const RISK_IDS = [
  "auto_approves_high_impact",
  "shell_wrapper",
  "whole_home_access",
  "unpinned_package",
  "plain_http",
  "deprecated_transport",
  "token_in_url",
] as const;

export type RiskId = (typeof RISK_IDS)[number];

/** What a configuration alone shows to be risky: a title, one sentence in plain words, the tools it is about. */
export type Risk = {
  id: RiskId;
  title: string;
  explanation: string;
  /** "*" for every tool; empty when it is about none. */
  tools: string[];
};

/** One risk of one server, however many files show it. */
export interface RecordedRisk {
  serverId: string;
  risk: string;
  explanation: string;
  /** "*" for every tool. */
  tools: string[];
  placeCount: number;
}

/** How a server is started or reached, free of secrets. What a client runs without asking is known from its file only. */
export interface RiskyConnection {
  transport: Transport;
  command?: string | null;
  args?: readonly string[];
  url?: string | null;
  package?: LaunchedPackage | null;
  autoApprove?: readonly string[] | "all";
}

/** What the configuration alone already says is risky. Decides nothing. */
export function configurationRisks(connection: RiskyConnection): Risk[] {
  return [
    autoApproval(connection),
    shellWrapper(connection),
    wholeHomeAccess(connection),
    unpinnedPackage(connection),
    plainHttp(connection),
    deprecatedTransport(connection),
    tokenInUrl(connection),
  ].filter((risk) => risk !== null);
}

const SHELLS = new Set(["bash", "sh", "zsh", "dash", "ksh", "fish", "cmd", "powershell", "pwsh", "wsl"]);
const SHELL_FLAG = /^(?:-[a-z]*c|\/[ck]|-command|-encodedcommand|-enc)$/i;

function autoApproval(server: RiskyConnection): Risk | null {
  const { autoApprove = [] } = server;
  if (autoApprove === "all") {
    return risk(
      "auto_approves_high_impact",
      "Every tool runs without asking",
      "The client is told to trust this server, so every tool it offers, now or later, runs without a person seeing it.",
      ["*"],
    );
  }
  const high = autoApprove.filter((tool) => changesThings(tool));
  if (high.length === 0) return null;
  const shown = high.slice(0, 5).join(", ") + (high.length > 5 ? ` and ${high.length - 5} more` : "");
  return risk(
    "auto_approves_high_impact",
    "Tools that can change things run without asking",
    `The client runs these tools without a person seeing it: ${shown}.`,
    high,
  );
}

function shellWrapper(server: RiskyConnection): Risk | null {
  const program = programName(server.command ?? "");
  if (!SHELLS.has(program)) return null;
  const args = server.args ?? [];
  // `cmd /c npx package` is how Windows starts a script at all; it hides nothing by itself.
  if (program === "cmd" && server.package) return null;
  if (program !== "wsl" && !args.some((word) => SHELL_FLAG.test(word))) return null;
  return risk(
    "shell_wrapper",
    "Started through a shell",
    `The server is started by ${program} from a line of text, so what really runs can't be pinned or checked.`,
  );
}

function wholeHomeAccess(server: RiskyConnection): Risk | null {
  const words = server.args ?? [];
  const mounts = words.map((word) => mountSource(word)).filter((path) => path !== null);
  const values = words.map((word) => folderOfFlag(word)).filter((path) => path !== null);
  const reached = [...words, ...values, ...mounts].find(isWholeDisk);
  if (reached === undefined) return null;
  return risk(
    "whole_home_access",
    "Reaches a whole disk or home folder",
    `The server is given ${reached}, which holds far more than one task needs.`,
  );
}

function unpinnedPackage(server: RiskyConnection): Risk | null {
  const found = unpinnedOf(server.package ?? null, server.command ?? null, server.args ?? []);
  if (found === null) return null;
  return risk(
    "unpinned_package",
    "Package version not pinned",
    `${found.name} is started ${found.how}, so whoever publishes it next decides what runs here.`,
  );
}

function plainHttp(server: RiskyConnection): Risk | null {
  const address = remoteAddress(server);
  const host = /^http:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(address ?? "")?.[1];
  if (host === undefined || isLoopbackHost(host)) return null;
  return risk(
    "plain_http",
    "Not encrypted",
    "The address begins with http:// and is not on this machine, so anyone on the way can read and change what is sent.",
  );
}

function deprecatedTransport(server: RiskyConnection): Risk | null {
  if (server.transport !== "sse") return null;
  return risk(
    "deprecated_transport",
    "Deprecated transport",
    "HTTP with server-sent events is deprecated in the MCP specification; streamable HTTP replaces it.",
  );
}

function tokenInUrl(server: RiskyConnection): Risk | null {
  const address = remoteAddress(server);
  const carriesSecret = address?.includes("[secret: ") ?? false;
  const carriesReference = /[?&#](?:[\w-]*(?:token|key|secret|password)|code|sig)=(?:\$|\{|%7B)/i.test(
    address ?? "",
  );
  if (!carriesSecret && !carriesReference) return null;
  return risk(
    "token_in_url",
    "Credential in the address",
    "Addresses end up in logs, histories and error messages; a header keeps the credential out of them.",
  );
}

function remoteAddress(server: RiskyConnection): string | null {
  return server.url ?? server.args?.find((word) => /^https?:\/\//i.test(word)) ?? null;
}

function isWholeDisk(path: string): boolean {
  return /^(?:\/|\/\*|~\/?|\$HOME\/?|\$\{(?:env:)?HOME\}\/?|\$\{userHome\}\/?|[A-Za-z]:[\\/]?|%USERPROFILE%[\\/]?|\/(?:root|etc|var|mnt)\/?|\/(?:home|Users|Volumes)(?:\/[^/]+)?\/?|[A-Za-z]:[\\/]Users(?:[\\/][^\\/]+)?[\\/]?)$/.test(
    path,
  );
}

/** The value of `--root=/`; not of a flag that is about a path on the web. */
function folderOfFlag(word: string): string | null {
  const [flag, value] = splitFlag(word);
  return value === undefined || /url|http|prefix|base|route|endpoint/i.test(flag) ? null : value;
}

function mountSource(word: string): string | null {
  const bind = /^(?:--volume=|-v=?)?([^:,=]+):\/[^:]*(?::[\w,]+)?$/.exec(word)?.[1];
  return bind ?? /(?:^|,)(?:src|source)=([^,]+)/.exec(word)?.[1] ?? null;
}

/** By its name alone, which is all that a configuration says of a tool. */
function changesThings(tool: string): boolean {
  const deed = verbOfName(tool)?.deed;
  return deed === "changes_data" || deed === "executes";
}

function risk(id: RiskId, title: string, explanation: string, tools: string[] = []): Risk {
  return { id, title, explanation, tools };
}
