import "#tests/setup/use-test-database.ts";
import { expect, it, vi } from "vitest";
import { decideRequestAction } from "#app/(console)/approvals/actions.ts";
import { getRequest } from "#lib/approvals/queries/get-request.ts";
import { askForRefund, newGovernedServer } from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson } from "#tests/factories/organization.ts";
import { cookieOf } from "#tests/factories/signed-in.ts";

/** What the browser sent along, for the part of Next that a form's action asks. */
const browser = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ cookie: browser.cookie }),
  cookies: async () => ({
    get: (name: string) => {
      const found = browser.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
      return found === undefined ? undefined : { name, value: found.slice(name.length + 1) };
    },
  }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

it("the form of one's own request is answered with why somebody else must approve it", async () => {
  const org = await newOrganization();
  const server = await newGovernedServer(org);
  const asker = await newPerson(org.organizationId, "Asker", ["admin", "approver"]);
  const { requestId } = await askForRefund(asker, server);
  browser.cookie = (await cookieOf(asker)).cookie;
  const form = new FormData();
  const fields = { requestId, decision: "approve", reason: "I need it myself.", version: "1" };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  expect(await decideRequestAction({ status: "idle" }, form)).toMatchObject({
    status: "error",
    message: "You asked for this, so someone else must approve it.",
    values: { reason: "I need it myself." },
  });
  expect(await getRequest(asker, { requestId })).toMatchObject({ state: "pending", grants: [] });
});
