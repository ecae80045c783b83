import { isPinned, programName } from "../inventory/launched-package.ts";
import { isLoopbackHost } from "../inventory/loopback-host.ts";
import { verbOfName } from "../inventory/tool-verbs.ts";
import type { Risk, RiskId, SafeServer } from "./model.ts";

/** What the configuration alone already says is risky. Reads a server without secrets; decides nothing. */
export function configurationRisks(server: SafeServer): Risk[] {
  return [
    autoApproval(server),
    shellWrapper(server),
    broadFileAccess(server),
    unpinnedPackage(server),
    plainHttp(server),
    deprecatedSse(server),
    tokenInUrl(server),
  ].filter((risk) => risk !== null);
}

const SHELLS = new Set(["bash", "sh", "zsh", "dash", "ksh", "fish", "cmd", "powershell", "pwsh", "wsl"]);
const SHELL_FLAG = /^(?:-[a-z]*c|\/[ck]|-command|-encodedcommand|-enc)$/i;

function autoApproval(server: SafeServer): Risk | null {
  if (server.autoApprove === "all") {
    return risk(
      "auto_approve_high_impact",
      "Every tool runs without asking",
      "The client is told to trust this server, so every tool it offers, now or later, runs without a person seeing it.",
    );
  }
  const high = server.autoApprove.filter((tool) => changesThings(tool));
  if (high.length === 0) return null;
  const shown = high.slice(0, 5).join(", ") + (high.length > 5 ? ` and ${high.length - 5} more` : "");
  return risk(
    "auto_approve_high_impact",
    "Tools that can change things run without asking",
    `The client runs these tools without a person seeing it: ${shown}.`,
  );
}

function shellWrapper(server: SafeServer): Risk | null {
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

function broadFileAccess(server: SafeServer): Risk | null {
  const words = server.args ?? [];
  const mounts = words.map((word) => mountSource(word)).filter((path) => path !== null);
  const reached = [...words, ...mounts].find(isWholeDisk);
  if (reached === undefined) return null;
  return risk(
    "broad_file_access",
    "Reaches a whole disk or home folder",
    `The server is given ${reached}, which holds far more than one task needs.`,
  );
}

function unpinnedPackage(server: SafeServer): Risk | null {
  const found = server.package;
  if (!found || isPinned(found.registry, found.version)) return null;
  const how = found.version === null ? "without a version" : `at "${found.version}"`;
  return risk(
    "unpinned_package",
    "Package version not pinned",
    `${found.name} is started ${how}, so whoever publishes it next decides what runs here.`,
  );
}

function plainHttp(server: SafeServer): Risk | null {
  const address = remoteAddress(server);
  const host = /^http:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(address ?? "")?.[1];
  if (host === undefined || isLoopbackHost(host)) return null;
  return risk(
    "plain_http",
    "Not encrypted",
    "The address begins with http:// and is not on this machine, so anyone on the way can read and change what is sent.",
  );
}

function deprecatedSse(server: SafeServer): Risk | null {
  if (server.transport !== "sse") return null;
  return risk(
    "deprecated_sse",
    "Deprecated transport",
    "HTTP with server-sent events is deprecated in the MCP specification; streamable HTTP replaces it.",
  );
}

function tokenInUrl(server: SafeServer): Risk | null {
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

function remoteAddress(server: SafeServer): string | null {
  return server.url ?? server.args?.find((word) => /^https?:\/\//i.test(word)) ?? null;
}

function isWholeDisk(path: string): boolean {
  return (
    /^(?:\/|\/\*|~\/?|\$HOME\/?|\$\{(?:env:)?HOME\}\/?|\$\{userHome\}\/?|[A-Za-z]:[\\/]?|%USERPROFILE%[\\/]?|\/(?:home|Users|root|etc|var|mnt|Volumes)(?:\/[^/]+)?\/?|[A-Za-z]:[\\/]Users(?:[\\/][^\\/]+)?[\\/]?)$/.test(
      path,
    ) && !/^\/(?:etc|var|mnt)\/[^/]+/.test(path)
  );
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

function risk(id: RiskId, title: string, explanation: string): Risk {
  return { id, title, explanation };
}
