import { expect, test } from "vitest";
import { choosePage } from "./choose-page.ts";
import { pageHeaders } from "./shell.ts";

test("people's names are text, never markup", () => {
  const page = choosePage(
    "uid",
    [{ id: "x", email: "x@demo.example", name: '<img "&', role: "<b>" }],
    undefined,
  );
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<b>");
});

test("the page may run no script and may only post to itself and back to its client", () => {
  const policy = pageHeaders(["http://localhost:3000/api/auth/callback/oidc"])["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://localhost:3000");
  expect(policy).not.toMatch(/script-src|unsafe/);
});
