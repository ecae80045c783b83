import { uniqueName } from "./parts.ts";
import { expect, test } from "./people.ts";
import { registerServer } from "./server-parts.ts";

test("servers are found and opened with the keyboard alone", async ({ as }) => {
  const page = await as("admin");
  const tag = uniqueName("Keys");
  for (const place of ["one", "two"]) {
    await registerServer(page, {
      name: `${tag} ${place}`,
      connection: { url: `https://${place}.${tag.toLowerCase().replace(" ", "-")}.example.com/mcp` },
    });
  }

  await test.step("Ctrl-K opens the palette, and it goes where it says", async () => {
    await page.goto("/");
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("combobox", { name: "Search or go to" });
    await expect(palette).toBeFocused();
    await palette.fill("aud");
    await expect(page.getByRole("option", { name: /^Audit/ })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Audit", level: 1 })).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(palette).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
  });

  await test.step("/ goes to the search, Enter searches", async () => {
    await page.goto("/servers");
    await expect(page.getByRole("table", { name: "Servers" })).toBeVisible();
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox", { name: "Search servers" })).toBeFocused();
    await page.keyboard.type(tag);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/q=Keys/);
    await expect(page.getByRole("table", { name: "Servers" }).getByRole("row")).toHaveCount(3);
  });

  await test.step("j and k move, Enter opens", async () => {
    await page.getByRole("heading", { name: "Servers", level: 1 }).click();
    const [first, second] = [1, 2].map((place) =>
      page.getByRole("table", { name: "Servers" }).getByRole("row").nth(place),
    );
    if (first === undefined || second === undefined) throw new Error("two rows were found above");
    await page.keyboard.press("j");
    await expect(first).toBeFocused();
    await page.keyboard.press("j");
    await expect(second).toBeFocused();
    await page.keyboard.press("k");
    await expect(first).toBeFocused();
    const name = (await first.getByRole("link").first().textContent()) ?? "";
    expect(name).toContain(tag);
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("heading", { name: new RegExp(name.slice(0, tag.length)), level: 1 }),
    ).toBeVisible();
    await expect(page).toHaveURL(/\/servers\/keys-/);
  });

  await test.step("arrow keys, Home and End move among the tabs, Enter opens one", async () => {
    const tab = (name: RegExp) =>
      page.getByRole("navigation", { name: "Parts of this server" }).getByRole("link", { name });
    await tab(/^Summary/).focus();
    await page.keyboard.press("ArrowRight");
    await expect(tab(/^Tools/)).toBeFocused();
    await page.keyboard.press("End");
    await expect(tab(/^History/)).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(tab(/^Summary/)).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Home");
    await expect(tab(/^Summary/)).toBeFocused();
    await expect(page).not.toHaveURL(/tab=/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/tab=tools/);
    await expect(tab(/^Tools/)).toBeFocused();
    await expect(tab(/^Tools/)).toHaveAttribute("aria-current", "page");
  });
});

test("a person who only reads is told so at every act, by keyboard too", async ({ as }) => {
  const page = await as("member");
  await page.goto("/servers");
  const register = page.getByRole("button", { name: "Register a server" });
  await register.focus();
  await expect(register).toHaveAccessibleDescription("Only an administrator registers servers.");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/servers$/);
});
