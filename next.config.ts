import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  serverExternalPackages: ["@prisma/adapter-pg", "pg", "graphile-worker", "@secretlint/node", "pino"],
} satisfies NextConfig;
