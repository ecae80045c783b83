import type { NextConfig } from "next";

export default {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  // Titles come with the page, to everybody: streamed after it they were missing whenever it was brought up to date.
  htmlLimitedBots: /.*/,
  // Where browsers and programs look by habit.
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: true }],
  serverExternalPackages: [
    "@prisma/adapter-pg",
    "pg",
    "graphile-worker",
    "@secretlint/node",
    "pdfkit",
    "pino",
  ],
} satisfies NextConfig;
