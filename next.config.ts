import type { NextConfig } from "next";

export default {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  serverExternalPackages: ["@prisma/adapter-pg", "pg", "graphile-worker", "@secretlint/node", "pino"],
} satisfies NextConfig;
