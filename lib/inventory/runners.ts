import type { LaunchedPackage } from "./package-spec.ts";

/**
 * What a package or image is that is no server itself: a `bridge` carries a remote server to a client that speaks
 * stdio, a `catalogue` starts a server by its name in a catalogue, a `runner` runs any script or command.
 */
export type RunnerKind = "bridge" | "catalogue" | "runner";

/** Which of them this package is; null for an ordinary one, which is the server. */
export function runnerKind({
  registry,
  name,
}: Pick<LaunchedPackage, "registry" | "name">): RunnerKind | null {
  if (BRIDGES.has(name)) return "bridge";
  if (registry === "oci") return IMAGES.test(name) ? "runner" : null;
  if (registry === "npm" && CATALOGUES.has(name)) return "catalogue";
  if (registry === "npm" && NPM_RUNNERS.has(name)) return "runner";
  return registry === "pypi" && PYPI_RUNNERS.has(name) ? "runner" : null;
}

const BRIDGES: ReadonlySet<string> = new Set([
  "mcp-remote",
  "mcp-remote-client",
  "mcp-proxy",
  "supergateway",
  "supercorp/supergateway",
  "supercorp-ai/supergateway",
  "ghcr.io/supercorp-ai/supergateway",
  "sparfenyuk/mcp-proxy",
  "ghcr.io/sparfenyuk/mcp-proxy",
  "@pyroprompts/mcp-stdio-to-streamable-http-adapter",
]);

const CATALOGUES: ReadonlySet<string> = new Set(["@smithery/cli"]);

const NPM_RUNNERS: ReadonlySet<string> = new Set(
  "tsx ts-node ts-node-dev tsm esno esmo jiti vite-node typescript @babel/node @swc-node/cli swc-node zx node bun deno deno-bin npm npx pnpm yarn nodemon cross-env cross-env-shell dotenv dotenv-cli @dotenvx/dotenvx env-cmd @infisical/cli concurrently fastmcp mcps-logger @modelcontextprotocol/inspector".split(
    " ",
  ),
);

const PYPI_RUNNERS: ReadonlySet<string> = new Set(
  "mcp fastmcp python ipython uv pipx poetry hatch pdm uvicorn gunicorn hypercorn mcpo".split(" "),
);

// Images of a language or a bare system: what they run is given to them.
const IMAGES =
  /^(?:(?:[\w.:-]+\/)*library\/)?(?:node|python|pypy|denoland\/deno|oven\/bun|golang|ruby|php|perl|openjdk|eclipse-temurin|amazoncorretto|alpine|alpine\/socat|debian|ubuntu|fedora|busybox|bash|astral\/uv|ghcr\.io\/astral-sh\/uv|(?:docker|ghcr)\.io\/(?:denoland\/deno|oven\/bun|oven-sh\/bun)|mcr\.microsoft\.com\/(?:dotnet\/(?:sdk|runtime|aspnet)|playwright|devcontainers\/[\w.-]+))$/;
