import { readdirSync } from "node:fs";
import { expect, test } from "@playwright/test";

/** The doors that stand open to everybody, each for a reason. */
const OPEN: Record<string, number> = {
  "/healthz": 200,
  "/readyz": 200,
  "/metrics": 200,
  "/sign-in": 200,
};

const ID = "0198c0de-0000-7000-8000-00000000000a";

/** Every page and route there is, found on disk. */
const files = readdirSync("app", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /^(page|route)\.tsx?$/.test(entry.name))
  .map((entry) => ({ path: toPath(entry.parentPath), isPage: entry.name.startsWith("page") }))
  .filter(({ path }) => !path.startsWith("/api/auth/"));

function toPath(folder: string): string {
  const parts = folder
    .split("/")
    .slice(1)
    .filter((part) => !part.startsWith("("));
  return `/${parts.map((part) => (part.startsWith("[") ? ID : part)).join("/")}`;
}

for (const { path, isPage } of files) {
  test(`${path} lets nobody in without signing in${path in OPEN ? ", but is open" : ""}`, async ({
    request,
  }) => {
    const response = await request.get(path, { maxRedirects: 0 });
    if (path in OPEN) {
      expect(response.status()).toBe(OPEN[path]);
    } else if (isPage) {
      expect(response.status()).toBe(307);
      expect(response.headers().location).toMatch(/^\/sign-in\?from=/);
    } else {
      expect([401, 405]).toContain(response.status());
      const write = await request.post(path, { data: {} });
      expect([401, 405]).toContain(write.status());
    }
    expect(response.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  });
}

test("finds the pages and routes it is about", () => {
  expect(files.length).toBeGreaterThan(25);
});

test("a browser that looks for an icon where it always was finds ours", async ({ request }) => {
  const icon = await request.get("/favicon.ico");
  expect(icon.status()).toBe(200);
  expect(icon.headers()["content-type"]).toContain("image/svg+xml");
});
