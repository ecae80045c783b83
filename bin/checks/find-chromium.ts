import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { runCommand } from "./run-command.ts";

const DEBIAN_CHROMIUM = "/usr/bin/chromium";

/**
 * The browser for the journeys: the one named by CHROMIUM_PATH, Debian's (installed when apt and root allow), or
 * Playwright's own. Null, with words, when none can be had.
 */
export async function findChromium(): Promise<string | null> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : missing(`CHROMIUM_PATH names ${named}, which is not there.`);
  if (existsSync(DEBIAN_CHROMIUM)) return DEBIAN_CHROMIUM;
  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    console.log("Installing Chromium from Debian's packages");
    const environment = { DEBIAN_FRONTEND: "noninteractive" };
    await runCommand("apt-get", ["update", "-qq"], environment);
    await runCommand("apt-get", ["install", "-y", "-qq", "chromium"], environment);
    if (existsSync(DEBIAN_CHROMIUM)) return DEBIAN_CHROMIUM;
  }
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  await runCommand("playwright", ["install", "chromium"]);
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  return missing("No Chromium could be found or installed. Install one and name it with CHROMIUM_PATH.");
}

function missing(words: string): null {
  console.error(words);
  return null;
}
