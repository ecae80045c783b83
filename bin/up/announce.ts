import { readPeople } from "../identity-provider/people.ts";
import { screen } from "./screen.ts";
import type { Settings } from "./settings.ts";

/** The last words of a start: where to go, who can sign in, how to stop. */
export async function announce(settings: Settings, startMs: number): Promise<void> {
  screen.say(`Ready in ${(startMs / 1000).toFixed(1)} s\n`);
  screen.say(`Open       ${screen.paint(["bold", "cyan"], settings.url)}`);
  screen.say(`Decisions  http://127.0.0.1:${settings.ports.decisions}/access/v1/evaluation`);
  screen.say(`Data       ${settings.dataDir}\n`);
  if (settings.hasLocalIdentity) await listPeople();
  screen.say(`${screen.paint("dim", "Stop with Ctrl-C.")}\n`);
}

async function listPeople(): Promise<void> {
  const people = await readPeople(process.env.IDENTITY_PEOPLE);
  const emailWidth = Math.max(...people.map(({ email }) => email.length));
  const nameWidth = Math.max(...people.map(({ name }) => name.length));
  screen.say("Who can sign in (no password, on this machine only):");
  for (const { email, name, role } of people) {
    screen.say(`  ${email.padEnd(emailWidth)}  ${name.padEnd(nameWidth)}  ${role}`);
  }
  screen.say("");
}
