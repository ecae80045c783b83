import { defineConfig } from "prisma/config";

// The Prisma CLI would download a schema engine binary. `prisma generate` never runs one, and migrations are
// applied by the WebAssembly engine (bin/migrate.ts), so any existing executable satisfies the check.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema" });
