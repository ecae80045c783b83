import { join } from "node:path";
import type { Environment } from "./child-environment.ts";
import { whenStale } from "./fresh.ts";
import { runTask } from "./run-task.ts";
import { ROOT } from "./settings.ts";

export const NEXT = join(ROOT, "node_modules/next/dist/bin/next");

const BUILD_SOURCES = [
  ...["app", "components", "lib", "public", "prisma/schema", "proxy.ts", "instrumentation.ts"],
  ...["next.config.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json", "package.json"],
];

type BuildOptions = { environment: Environment; dataDir: string; signal: AbortSignal };

/** Generates the database client when the schema changed. @returns whether it did so now. */
export function generateClient({ environment, dataDir, signal }: BuildOptions): Promise<boolean> {
  const product = join(ROOT, "lib/kernel/generated/client.ts");
  const args = [join(ROOT, "node_modules/prisma/build/index.js"), "generate"];
  return whenStale(ROOT, ["prisma/schema", "prisma.config.ts", "package-lock.json"], product, () =>
    runTask({
      name: "generate",
      args,
      environment: { ...environment, NODE_ENV: "production" },
      dataDir,
      signal,
    }),
  );
}

/** Builds the web application when something it is made of changed. @returns whether it did so now. */
export function buildWeb({ environment, dataDir, signal }: BuildOptions): Promise<boolean> {
  // Where next.config.ts puts it.
  const product = join(ROOT, environment.NEXT_DIST_DIR ?? ".next", "BUILD_ID");
  return whenStale(ROOT, BUILD_SOURCES, product, () =>
    runTask({
      name: "build",
      args: [NEXT, "build"],
      environment: { ...environment, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      dataDir,
      signal,
    }),
  );
}
