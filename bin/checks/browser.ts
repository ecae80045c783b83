import { findChromium } from "./find-chromium.ts";
import { newLot, startHouse } from "./house.ts";
import { launcherPromises } from "./launcher.ts";
import { playwright } from "./parts.ts";
import type { Tally } from "./tally.ts";

/** Lines of what a house said that did not start: its last, where it says why. */
const LINES_KEPT = 6;

/**
 * Starts the whole house as a user would, on ports and data of its own, walks the journeys through it, and then
 * holds the launcher to its word on what they left.
 */
export async function browserJourneys(): Promise<Tally[]> {
  const chromiumPath = await findChromium();
  const lot = await newLot();
  const house = startHouse(lot);
  try {
    if ((await house.ready) === null) {
      const message = house.words().trim().split("\n").slice(-LINES_KEPT).join("\n");
      return [
        failed("browser", "the house did not start", message),
        failed("launcher", "the house did not start"),
      ];
    }
    const browser =
      chromiumPath === null
        ? failed("browser", "there is no Chromium to walk with")
        : await playwright({
            CHROMIUM_PATH: chromiumPath,
            STEWARD_TEST_URL: lot.url,
            STEWARD_TEST_DECISIONS_URL: lot.decisionsUrl,
            STEWARD_TEST_DATA_DIR: lot.dataDir,
          });
    return [browser, await launcherPromises(lot, house)];
  } finally {
    await house.stop("SIGTERM");
    lot.clear();
  }
}

function failed(name: string, why: string, message = ""): Tally {
  return { name, passed: 0, failures: [{ file: "", name: why, message }], seconds: 0 };
}
