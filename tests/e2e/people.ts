import AxeBuilder from "@axe-core/playwright";
import { type Browser, test as base, expect, type Page } from "@playwright/test";

export { expect };

type Mailbox = "admin" | "owner" | "approver" | "approver2" | "auditor" | "member";

interface Fixtures {
  /** Signs somebody in through the identity provider, in a browser of their own. */
  as: (who: Mailbox) => Promise<Page>;
}

/** Journeys fail on anything the browser complains about. */
export const test = base.extend<Fixtures>({
  as: async ({ browser, baseURL }, use) => {
    const complaints: string[] = [];
    const pages: Page[] = [];
    await use(async (who) => {
      const page = await open(browser, baseURL ?? "", complaints);
      pages.push(page);
      await signIn(page, who);
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(complaints).toEqual([]);
  },
});

async function open(browser: Browser, baseURL: string, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1360, height: 900 } });
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
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .exclude("[data-base-ui-focus-guard]")
      .analyze();
    const words = violations.map(({ id, nodes }) => `${theme}: ${id} at ${nodes[0]?.target.join(" ")}`);
    expect(words).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Nothing sticks out to the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
