import { addCredential } from "#lib/inventory/commands/add-credential.ts";
import { rotateCredential as recordRotation } from "#lib/inventory/commands/rotate-credential.ts";
import { getServer } from "#lib/inventory/queries/get-server.ts";
import type { DemoCredential, DemoServer } from "./demo-server.ts";
import { spread } from "./look-at-tools.ts";
import { TRADES } from "./trades.ts";
import { serverNamed, type World } from "./world.ts";

/** Days that a credential lives by its server role's ceiling; 90 without one. */
const LIVES_DAYS: Record<string, number> = { deployer: 30, "regulated-operator": 30 };

/** Records the credential a server begins with: the last one, or one that is rotated later. */
export async function recordCredential(world: World, server: DemoServer): Promise<void> {
  const credential = credentialOf(server);
  if (credential === null) return;
  const trade = TRADES[server.trade].credential;
  const { id, owner } = serverNamed(world, server.name);
  const rotation = rotationDay(server);
  await addCredential(world.who[owner], {
    serverId: id,
    kind: credential.kind ?? trade.kind,
    name: credential.name ?? trade.name,
    issuer: server.team,
    keptIn: credential.keptIn ?? "secret_manager",
    place: credential.place ?? null,
    ...times(world, server, rotation === null ? credential.endsIn : 4 - rotation, rotation !== null),
  });
}

/** The owner rotates in time and records it; one who has left does not, and the credential runs out. */
export async function rotateCredential(world: World, server: DemoServer): Promise<void> {
  const { slug, owner } = serverNamed(world, server.name);
  if (world.gone.has(owner)) return;
  const { credentials } = await getServer(world.who[owner], { slug });
  const [first] = credentials;
  const credential = credentialOf(server);
  if (first === undefined || credential === null) return;
  const at = world.walk.now().toISOString();
  const expiresAt = credential.endsIn === null ? null : endOf(world, server, credential.endsIn).toISOString();
  await recordRotation(world.who[owner], { credentialId: first.id, rotatedAt: at, expiresAt });
}

/** The day it is to end, or earlier when it would outlive its server role's ceiling. */
function endOf({ walk }: World, server: DemoServer, endsIn: number): Date {
  const longest = walk.now().getTime() + livesDays(server) * 86_400_000;
  return new Date(Math.min(walk.day(endsIn).getTime(), longest));
}

/** How many days ago the present credential replaced the first; null when the first is still in use. */
export function rotationDay(server: DemoServer): number | null {
  const endsIn = credentialOf(server)?.endsIn ?? null;
  if (endsIn === null) return null;
  const issued = livesDays(server) - endsIn - 1;
  return issued > 0 && issued < server.since - 2 ? issued : null;
}

function credentialOf(server: DemoServer): DemoCredential | null {
  if (server.credential === null) return null;
  const life = livesDays(server);
  return server.credential ?? { endsIn: Math.ceil(life / 2) + spread(server.name, Math.floor(life / 2) - 4) };
}

function livesDays({ trade, serverRole = TRADES[trade].serverRole }: DemoServer): number {
  return LIVES_DAYS[serverRole ?? ""] ?? 90;
}

function times(world: World, server: DemoServer, endsIn: number | null, isFirst: boolean) {
  if (endsIn === null)
    return { issuedAt: world.walk.day(-server.since - 200).toISOString(), expiresAt: null };
  const expires = world.walk.day(endsIn);
  // Issued as long before its end as it lives, but never after it was written down.
  const issued = Math.min(world.walk.now().getTime(), world.walk.day(endsIn - livesDays(server)).getTime());
  return {
    issuedAt: isFirst ? null : new Date(issued).toISOString(),
    expiresAt: expires.toISOString(),
  };
}
