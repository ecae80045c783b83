import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";

export { expect };

type Mailbox = "admin" | "owner" | "approver" | "approver2" | "auditor" | "member";

/** Somebody signed in, on the overview, in a browser of their own. */
export type SignInAs = (who: Mailbox) => Promise<Page>;

interface Fixtures {
  as: SignInAs;
}

/** Journeys fail on anything the browser complains about. */
export const test = base.extend<Fixtures>({
  as: async ({ browser, baseURL }, use) => {
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (who) => {
      const session = sessions.get(who);
      const context = await browser.newContext({
        ...(baseURL === undefined ? {} : { baseURL }),
        ...(session === undefined ? {} : { storageState: session }),
        viewport: { width: 1360, height: 900 },
      });
      contexts.push(context);
      const page = await openPage(context, complaints);
      if (session === undefined) {
        await signIn(page, who);
        sessions.set(who, await context.storageState());
      } else {
        await page.goto("/");
        await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
      }
      return page;
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});

/** Each person goes through the identity provider once in a run; journeys after that go on with their session. */
const sessions = new Map<Mailbox, Awaited<ReturnType<BrowserContext["storageState"]>>>();

async function openPage(context: BrowserContext, complaints: string[]): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error")
      complaints.push(`${message.location().url || page.url()}: ${message.text()}`);
  });
  return page;
}

/** From the front door, through the identity provider, to the overview. */
export async function signIn(page: Page, who: Mailbox): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Continue with single sign-on" }).click();
  await page.getByRole("button", { name: new RegExp(`\\b${who}@demo\\.example`) }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
}

/** The page has no accessibility violation that axe can see, in either theme (WCAG 2.2 AA). */
export async function expectAccessible(page: Page): Promise<void> {
  // On the way from one address to another a page is without its title for a moment.
  await expect(page).toHaveTitle(/\S/);
  expect(await violations(page, (axe) => axe.withTags(WCAG))).toEqual([]);
  // The themes differ in their colours and in nothing else.
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page, (axe) => axe.withRules(COLOUR_RULES))).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

async function violations(page: Page, choose: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  await untilStill(page);
  const axe = new AxeBuilder({ page }).exclude("[data-base-ui-focus-guard]");
  const { violations } = await choose(axe).analyze();
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(" ")}`);
}

/** Colours half-way between two themes, or of a dialog that fades, are nobody's to read. */
async function untilStill(page: Page): Promise<void> {
  const isStill = () =>
    document.getAnimations().every(
      // A spinner turns for ever.
      ({ effect, playState }) => playState !== "running" || effect?.getComputedTiming().endTime === Infinity,
    );
  await expect.poll(() => page.evaluate(isStill)).toBe(true);
}

/** Nothing sticks out to the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
