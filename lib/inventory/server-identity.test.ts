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
    ["npx -y dotenv-cli -- npx -y @acme/a@1.0.0", "npm", "@acme/a", "1.0.0"],
    ["docker run -i node:22 npx -y @acme/a", "npm", "@acme/a", null],
    ["npx tsx@4.0.0 /srv/a.ts", "npm", "tsx", "4.0.0"],
    [
      "uvx --from git+https://git.example/a/b.git@v1#subdirectory=src/c c",
      "git",
      "git.example/a/b/src/c",
      "v1",
    ],
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
    ["https://${input:Name}.example.com/mcp", "https://ref-input-name.example.com/mcp"],
    ["${GITHUB_MCP_URL}", "ref-github-mcp-url"],
    ["${SHADOW_URL}/mcp/", "ref-shadow-url/mcp"],
    ["https://$HOST_A/${PROJECT}/mcp", "https://ref-host-a/ref/mcp"],
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

  it.each([
    ["npx -y @smithery/cli@latest run @acme/github --key k", "smithery:@acme/github"],
    ["npx -y @smithery/cli run --key k @acme/slack", "smithery:@acme/slack"],
    ["npx dotenv-cli -- npx @x/e@1", "npm:@x/e"],
    ["npx -y dotenv-cli -e .env -- uvx acme", "pypi:acme"],
    ["npx cross-env A=b npx -y @x/e", "npm:@x/e"],
    ["npx -y own-wrapper -- npx -y @x/e", "npm:@x/e"],
    ["docker run -i --rm node:22 npx -y @x/e", "npm:@x/e"],
    ["docker run -i --rm ghcr.io/astral-sh/uv:latest uvx acme", "pypi:acme"],
    ["uvx mcp-proxy --port 8080 -- uvx acme", "pypi:acme"],
    ["npx mcp-remote https://a.example.com/mcp --header x:y", "url:https://a.example.com/mcp"],
    [
      "npx --registry https://npm.example mcp-remote https://a.example.com/mcp",
      "url:https://a.example.com/mcp",
    ],
    ["npx -y supergateway --streamableHttp https://a.example.com/mcp", "url:https://a.example.com/mcp"],
    ["docker run node:22 npx mcp-remote https://a.example.com/mcp", "url:https://a.example.com/mcp"],
  ])("looks through a runner: %s", (line, expected) => {
    const [command = "", ...args] = line.split(" ");
    expect(key(command, args)).toBe(expected);
  });

  it("looks into a line that is one argument", () => {
    const local = ["-y", "supergateway", "--baseUrl", "http://localhost:8000", "--stdio"];
    expect(key("npx", [...local, "npx -y @x/e /data"])).toBe("npm:@x/e");
    expect(key("npx", [...local, "node /srv/a.js"])).not.toBe(key("npx", [...local, "node /srv/b.js"]));
  });

  it.each([
    ["npx tsx /srv/billing/server.ts", "npx tsx /srv/hr/server.ts"],
    ["docker run node:22 node /a.js", "docker run node:22 node /b.js"],
    ["docker run -v /srv/a:/app node:22 node /app/x.js", "docker run -v /srv/b:/app node:22 node /app/x.js"],
    ["uvx mcp run a.py", "uvx mcp run b.py"],
    ["uvx --with pandas python x", "uvx --with pandas python y"],
    ["npx @smithery/cli run @acme/github", "npx @smithery/cli run @acme/slack"],
    ["npx mcp-remote ${A}/one", "npx mcp-remote ${A}/two"],
    ["npx fastmcp dev /srv/a.ts", "npx fastmcp dev /srv/b.ts"],
  ])("keeps apart %s and %s", (one, other) => {
    const [command = "", ...args] = one.split(" ");
    const [otherCommand = "", ...otherArgs] = other.split(" ");
    expect(key(command, args)).not.toBe(key(otherCommand, otherArgs));
  });

  it.each([
    ["npx -y tsx@4.1.0 /srv/a.ts", "bunx tsx /srv/a.ts"],
    [
      "docker run -i --rm -v /srv/a:/app node:22 node /app/x.js",
      "podman run -v /srv/a:/app node:24 node /app/x.js",
    ],
    ["uvx mcp[cli]==1.2 run /srv/a.py", "uvx mcp run /srv/a.py"],
    ["npx @smithery/cli@1.0.0 run @acme/github --key a", "npx -y @smithery/cli run @acme/github"],
  ])("sees one server in %s and %s", (one, other) => {
    const [command = "", ...args] = one.split(" ");
    const [otherCommand = "", ...otherArgs] = other.split(" ");
    expect(key(command, args, "a")).toBe(key(otherCommand, otherArgs, "b"));
  });

  it("does not take long over a line made of runners", () => {
    const words = Array.from({ length: 500 }, (_, index) => (index % 2 === 0 ? "npx" : "tsx"));
    expect(key("npx", ["tsx", ...words])).toMatch(/^command:/);
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
