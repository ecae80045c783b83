import { join } from "node:path";
import { NEXT } from "./build.ts";
import { identityEnvironment, localIssuer } from "./child-environment.ts";
import type { Problem } from "./problem.ts";
import { screen } from "./screen.ts";
import type { LocalSecrets } from "./secrets-file.ts";
import { ROOT, type Settings } from "./settings.ts";
import { type ProcessSpec, supervise } from "./supervise.ts";

/** Starts every process of Steward at once, each kept alive by a supervisor; `ready` says when each answers. */
export function startProcesses(
  settings: Settings,
  secrets: LocalSecrets,
  environment: NodeJS.ProcessEnv,
  onGivingUp: (problem: Problem) => void,
) {
  const options = { dataDir: settings.dataDir, warn: screen.warn, onGivingUp };
  const specs = processSpecs(settings, secrets, environment);
  const started = specs.map((spec) => ({ name: spec.name, ...supervise(spec, options) }));
  // They are awaited one after the other; a later one may fail first, and that is not unheard.
  for (const { ready } of started) ready.catch(() => {});
  return {
    started,
    async stop(isForced: boolean) {
      await Promise.all(started.map((it) => it.stop(isForced)));
    },
  };
}

function processSpecs(
  settings: Settings,
  secrets: LocalSecrets,
  environment: NodeJS.ProcessEnv,
): ProcessSpec[] {
  const { ports, host } = settings;
  const listening = ["--port", String(ports.web), "--hostname", host];
  const specs: ProcessSpec[] = [
    { name: "worker", args: [join(ROOT, "bin/worker.ts")], environment },
    {
      name: "decisions",
      args: [join(ROOT, "bin/decisions.ts")],
      environment,
      healthUrl: `http://127.0.0.1:${ports.decisions}/healthz`,
    },
    {
      name: "web",
      args: [NEXT, settings.isDev ? "dev" : "start", ...listening],
      environment,
      healthUrl: `http://${reachable(host)}:${ports.web}/healthz`,
    },
  ];
  if (!settings.hasLocalIdentity) return specs;
  const identity = {
    name: "identity",
    args: [join(ROOT, "bin/identity-provider.ts")],
    environment: identityEnvironment(process.env, settings, secrets),
    healthUrl: `${localIssuer(settings)}/.well-known/openid-configuration`,
  };
  return [identity, ...specs];
}

/** An address that listens everywhere is not one to connect to. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
