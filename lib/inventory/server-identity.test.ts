import { describe, expect, it } from "vitest";
import { launchedPackage } from "#lib/inventory/launched-package.ts";
import { identityKey, normalizeUrl } from "#lib/inventory/server-identity.ts";

describe("launchedPackage", () => {
  it.each([
    ["npx -y @acme/a@1.2.3 /x", "npm", "@acme/a", "1.2.3"],
    ["npx a-server@latest", "npm", "a-server", "latest"],
    ["npx --package=@acme/a -- a-bin", "npm", "@acme/a", null],
    ["C:\\nodejs\\npx.cmd -y a", "npm", "a", null],
    ["cmd /c npx -y a@2.0.0", "npm", "a", "2.0.0"],
    ["pnpm dlx a", "npm", "a", null],
    ["bun x a", "npm", "a", null],
    ["npm exec -- a@1.0.0", "npm", "a", "1.0.0"],
    ["npx -y github:acme/a#0123456789abcdef", "git", "github.com/acme/a", "0123456789abcdef"],
    ["uvx Acme_Tool==1.0", "pypi", "acme-tool", "1.0"],
    ["uvx --python 3.12 acme[cli]@2.1 --x", "pypi", "acme", "2.1"],
    ["uvx --from acme-pkg acme", "pypi", "acme-pkg", null],
    ["uvx --from git+https://t0ken@github.com/acme/a.git@main a", "git", "github.com/acme/a", "main"],
    ["uv tool run acme", "pypi", "acme", null],
    ["pipx run --spec acme==3.0 acme", "pypi", "acme", "3.0"],
    ["docker run -i --rm -e TOKEN -v /a:/b Acme/Img:1.0 --flag", "oci", "acme/img", "1.0"],
    ["docker run --env=TOKEN localhost:5000/img", "oci", "localhost:5000/img", null],
    ["podman run docker.io/library/redis@sha256:abc", "oci", "redis", "sha256:abc"],
    ["deno run -A npm:@acme/a@1.0.0", "npm", "@acme/a", "1.0.0"],
  ])("%s", (line, registry, name, version) => {
    const [command = "", ...args] = line.split(" ");
    expect(launchedPackage(command, args)).toEqual({ registry, name, version });
  });

  it.each([
    "node ./a.js",
    "/usr/bin/a",
    "uv run a.py",
    "docker mcp gateway run",
    "npx -y ./local",
    "bash -lc x",
    "npx",
  ])("%s starts no package", (line) => {
    const [command = "", ...args] = line.split(" ");
    expect(launchedPackage(command, args)).toBeNull();
  });
});

describe("normalizeUrl", () => {
  it.each([
    ["HTTPS://A.Example.com:443/mcp/", "https://a.example.com/mcp"],
    ["https://a.example.com/mcp?b=2&a=1#x", "https://a.example.com/mcp?a=1&b=2"],
    ["https://a.example.com/mcp?api_key=[secret: api-key]", "https://a.example.com/mcp"],
    ["https://u:[secret: password-in-url]@a.example.com/mcp", "https://a.example.com/mcp"],
    ["https://a.example.com/mcp?k=${KEY}&x=1", "https://a.example.com/mcp?x=1"],
    ["https://${input:Name}.example.com/mcp", "https://ref.example.com/mcp"],
    ["not a url/", "not a url"],
  ])("%s becomes %s", (address, expected) => {
    expect(normalizeUrl(address)).toBe(expected);
  });
});

describe("identityKey", () => {
  const key = (command: string, args: string[], name = "n") =>
    identityKey({ name, command, args, ...packageOf(command, args) });

  it("ignores the version, the launcher and the name of a package", () => {
    expect(key("npx", ["-y", "@acme/a@1.0.0"], "x")).toBe(key("bunx", ["@acme/a"], "y"));
    expect(key("docker", ["run", "acme/a:1"])).toBe(key("podman", ["run", "--rm", "docker.io/acme/a:2"]));
  });

  it("sees one file behind the spellings of the project's folder", () => {
    const spellings = ["./s/x.mjs", "s/x.mjs", "${workspaceFolder}/s/x.mjs", ".\\s\\x.mjs"];
    expect(new Set(spellings.map((path) => key("node", [path]))).size).toBe(1);
  });

  it("keeps relative commands of different names apart, and absolute ones together", () => {
    expect(key("node", ["dist/index.js"], "a")).not.toBe(key("node", ["dist/index.js"], "b"));
    expect(key("node", ["/opt/a/index.js"], "a")).toBe(key("/usr/bin/node", ["/opt/a/index.js"], "b"));
  });

  it("does not split on a secret's kind or a reference in its place", () => {
    expect(key("/opt/s", ["--token", "[secret: github-token]"])).toBe(key("/opt/s", ["--token", "${TOKEN}"]));
  });

  it("looks through a proxy to the remote server", () => {
    expect(key("npx", ["-y", "mcp-remote", "https://a.example.com/mcp"])).toBe(
      "url:https://a.example.com/mcp",
    );
  });
});

function packageOf(command: string, args: string[]) {
  const found = launchedPackage(command, args);
  return found ? { package: found } : {};
}
