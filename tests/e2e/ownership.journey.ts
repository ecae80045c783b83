import { choosePerson, throughDialog, uniqueName } from "./parts.ts";
import { expect, expectAccessible, test } from "./people.ts";
import { registerServer } from "./server-parts.ts";

const OMAR = "Omar Haddad asks Jonas Lindqvist to be the owner";

test("a server is handed over by offer and acceptance, and comes to its end", async ({ as }) => {
  const name = uniqueName("Handover");
  const admin = await as("admin");
  const serverPath = await registerServer(admin, {
    name,
    connection: { url: `https://${name.toLowerCase().replace(" ", "-")}.example.com/mcp` },
  });
  const owner = await as("owner");
  const receiver = await as("approver2");

  await test.step("the owner asks; the receiver declines with a reason, and nothing changes hands", async () => {
    await owner.goto(serverPath);
    await offerToJonas(owner);
    await receiver.goto("/");
    await receiver.getByRole("link", { name: new RegExp(`Become the owner of ${name}`) }).click();
    const decline = receiver.getByRole("button", { name: "Decline" });
    await throughDialog(receiver, decline, "Decline", async (dialog) => {
      await dialog.getByLabel("Reason").fill("I am away until the end of the month.");
    });
    await expect(receiver.getByText(OMAR)).toBeHidden();
    await expect(receiver.getByRole("region", { name: "Owners" }).getByText("Omar Haddad")).toBeVisible();
  });

  await test.step("asked again, the receiver accepts and answers for it at once", async () => {
    await owner.reload();
    await offerToJonas(owner);
    await receiver.reload();
    await expectAccessible(receiver);
    await receiver.getByRole("button", { name: "Accept" }).click();
    await expect(receiver.getByText(OMAR)).toBeHidden();
    await expect(receiver.getByRole("region", { name: "Owners" }).getByText("Jonas Lindqvist")).toBeVisible();
    await owner.reload();
    await expect(owner.getByRole("button", { name: "Hand over" })).toHaveAttribute("aria-disabled", "true");
  });

  await test.step("the new owner asks for its retirement", async () => {
    await receiver.goto(`${serverPath}?tab=revocation`);
    const ask = receiver.getByRole("button", { name: "Ask for retirement" });
    await throughDialog(receiver, ask, "Ask", async (dialog) => {
      await dialog.getByLabel("Planned day").fill(dayFromNow(10));
      await dialog.getByLabel("Reason").fill("Its vendor ends the product.");
    });
    await expect(receiver.getByText("Its vendor ends the product.")).toBeVisible();
  });

  await test.step("every tab says so, who plans it may cancel it, and nobody else", async () => {
    const planned = new RegExp(`^Retires on ${inWords(dayFromNow(10))}, planned by Jonas Lindqvist`);
    const reader = await as("auditor");
    for (const tab of ["summary", "tools", "history"]) {
      await reader.goto(`${serverPath}?tab=${tab}`);
      await expect(reader.getByText(planned)).toBeVisible();
    }
    const cancel = { name: "Cancel the retirement" };
    await expect(reader.getByRole("button", cancel)).toBeHidden();
    await receiver.goto(`${serverPath}?tab=tools`);
    await expectAccessible(receiver);
    await receiver.getByRole("button", cancel).click();
    await expect(receiver.getByText(planned)).toBeHidden();
  });

  await test.step("an administrator retires it by typing its name, and its history says all of it", async () => {
    await admin.goto(`${serverPath}?tab=revocation`);
    const retire = admin.getByRole("button", { name: "Retire", exact: true });
    await throughDialog(admin, retire, "Retire for good", async (dialog) => {
      await expect(dialog.getByText("This cannot be undone")).toBeVisible();
      await dialog.getByLabel("Reason").fill("Its vendor ends the product.");
      await dialog.getByLabel(/^Type/).fill(name);
    });
    await expect(admin.getByText("the same server can be registered anew")).toBeVisible();
    await expectAccessible(admin);
    await admin.goto(`${serverPath}?tab=history&kind=ownership`);
    await expect(admin.getByText(`Jonas Lindqvist accepted to be the owner of ${name}`)).toBeVisible();
    await expect(admin.getByText(`retired ${name}`)).toBeHidden();
    await admin.goto(`${serverPath}?tab=history&kind=state`);
    await expect(admin.getByText(new RegExp(`Ada Winther retired ${name}`))).toBeVisible();
  });
});

async function offerToJonas(page: Parameters<typeof throughDialog>[0]): Promise<void> {
  const handOver = page.getByRole("button", { name: "Hand over" });
  await throughDialog(page, handOver, "Ask them", async () => {
    await choosePerson(page, /^New owner/, "Jonas Lindqvist");
  });
  await expect(page.getByText(OMAR)).toBeVisible();
}

function inWords(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(day));
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
