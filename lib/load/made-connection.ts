import type { Transport } from "../kernel/generated/enums.ts";
import { pick, type Random, weighted } from "./random.ts";
import type { MadeSystem } from "./systems.ts";

/** How a server is reached or started. */
export interface Connection {
  transport: Transport;
  command: string | null;
  args: string[];
  url: string | null;
  packageRegistry: string | null;
  packageName: string | null;
  packageVersion: string | null;
}

interface Place {
  system: MadeSystem;
  code: string;
  /** Tells two servers of one name apart. */
  number: string;
  region: string;
  team: string | null;
}

const TRANSPORTS = { streamable_http: 62, stdio: 30, sse: 8 } as const;
const VERSIONS = ["1.4.2", "0.9.11", "2.0.1", "2025.11.3", "0.3.0", "1.12.5"] as const;

/** No two servers of a load are reached at one address or started from one package. */
export function madeConnection(place: Place, random: Random): Connection {
  const transport = weighted(random, TRANSPORTS);
  return transport === "stdio" ? started(place, random) : reached(place, transport, random);
}

function reached({ system, code, number, region }: Place, transport: Transport, random: Random): Connection {
  const scheme = random() < 0.02 ? "http" : "https";
  const host = `${word(system.name)}-mcp.${word(region)}.load.example`;
  const hasPackage = random() < 0.35;
  return {
    transport,
    command: null,
    args: [],
    url: `${scheme}://${host}/${code}/${number}/${transport === "sse" ? "sse" : "mcp"}`,
    packageRegistry: hasPackage ? "npm" : null,
    packageName: hasPackage ? system.package : null,
    packageVersion: hasPackage ? version(random) : null,
  };
}

function started({ system, code, number, team }: Place, random: Random): Connection {
  const registry = weighted(random, { npm: 60, pypi: 25, oci: 15 });
  const plain = `${word(system.name)}-${code}-mcp-${number}`;
  const chosen = version(random);
  const from = word(team ?? "shared");
  const names = { npm: `@${from}/${plain}`, pypi: plain, oci: `registry.load.example/${from}/${plain}` };
  const name = names[registry];
  const exactly = (mark: string) => (chosen === null ? name : `${name}${mark}${chosen}`);
  const commands = {
    npm: ["npx", "-y", exactly("@")],
    pypi: ["uvx", exactly("@")],
    oci: ["docker", "run", "-i", "--rm", exactly(":")],
  };
  const [command = "", ...args] = commands[registry];
  return {
    transport: "stdio",
    command,
    args,
    url: null,
    packageRegistry: registry,
    packageName: name,
    packageVersion: chosen,
  };
}

/** Most are pinned. */
function version(random: Random): string | null {
  const draw = random();
  if (draw < 0.7) return pick(random, VERSIONS);
  return draw < 0.85 ? "latest" : null;
}

function word(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}
