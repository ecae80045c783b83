import type { NextConfig } from "next";

export default {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  // A page's metadata may arrive after its first bytes, and a browser that has seen no icon by then asks here.
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: true }],
  serverExternalPackages: ["@prisma/adapter-pg", "pg", "graphile-worker", "@secretlint/node", "pino"],
} satisfies NextConfig;
