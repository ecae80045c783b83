import { isPortFree } from "../postgres/free-port.ts";
import { Problem } from "./problem.ts";
import type { Settings } from "./settings.ts";

/** @throws Problem that names every port that is taken, and the variable that moves it. */
export async function checkPorts({ ports, host, hasLocalIdentity }: Settings): Promise<void> {
  const wanted: [variable: string, port: number, host: string][] = [
    ["PORT", ports.web, host],
    ["DECISIONS_PORT", ports.decisions, "127.0.0.1"],
  ];
  if (hasLocalIdentity) wanted.push(["IDENTITY_PORT", ports.identity, "127.0.0.1"]);
  const problems: string[] = [];
  for (const [variable, port, address] of wanted) {
    const same = wanted.find(([, other]) => other === port);
    if (same && same[0] !== variable) problems.push(`  ${variable} and ${same[0]} are both ${port}`);
    else if (!(await isPortFree(port, address))) {
      problems.push(
        `  port ${port} is taken by another program; choose another with ${variable}=${port + 10}`,
      );
    }
  }
  if (problems.length > 0) throw new Problem(`Steward cannot listen:\n${problems.join("\n")}`);
}
