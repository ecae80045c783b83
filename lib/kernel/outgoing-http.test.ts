import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { isAddressAllowed } from "./outgoing-address.ts";
import { OutgoingError } from "./outgoing-error.ts";
import { createOutgoingFetch } from "./outgoing-http.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const local = (policy = {}) => createOutgoingFetch({ allowPrivateAddresses: ["loopback"], ...policy });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (error: unknown) => (error instanceof OutgoingError ? error.code : String(error)),
  );

describe("addresses", () => {
  it.each([
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.0.192",
    "198.18.0.1",
    "203.0.113.1",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2001::1",
    "not an address",
    "",
  ])("refuses %s", (address) => {
    expect(isAddressAllowed(address, "name.example", 443, [])).toBe(false);
  });

  it.each(["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])("allows the public %s", (address) => {
    expect(isAddressAllowed(address, "name.example", 443, [])).toBe(true);
  });

  it("allows what configuration names, and nothing beside it", () => {
    const allowed = ["10.1.0.0/16", "mcp.internal:8443", "[fd00::5]:80"];
    const ask = (address: string, host: string, port: number) =>
      isAddressAllowed(address, host, port, allowed);
    expect(ask("10.1.2.3", "a", 80)).toBe(true);
    expect(ask("10.2.2.3", "a", 80)).toBe(false);
    expect(ask("192.168.1.1", "mcp.internal", 8443)).toBe(true);
    expect(ask("192.168.1.1", "mcp.internal", 8444)).toBe(false);
    expect(ask("192.168.1.1", "other.internal", 8443)).toBe(false);
    expect(ask("fd00::5", "fd00::5", 80)).toBe(true);
    expect(ask("::1", "localhost", 80)).toBe(false);
  });

  it("never lets an allowed name lead to cloud metadata", () => {
    expect(isAddressAllowed("169.254.169.254", "mcp.internal", 80, ["mcp.internal:80"])).toBe(false);
    expect(isAddressAllowed("169.254.169.254", "mcp.internal", 80, ["169.254.169.254/32"])).toBe(true);
  });

  it.each([
    "http://localhost",
    "http://2130706433",
    "http://0x7f000001",
    "http://0177.0.0.1",
    "http://127.1",
    "http://[::1]",
    "http://[::ffff:7f00:1]",
    "http://127.0.0.1.",
    "http://①②⑦.0.0.1",
    "http://0",
    "http://169.254.169.254/latest/meta-data",
    "http://[fd00:ec2::254]",
  ])("refuses %s before a byte is sent", async (url) => {
    expect(await codeOf(createOutgoingFetch()(url))).toBe("address_refused");
  });

  it.each(["file:///etc/passwd", "ftp://example.com", "data:text/plain,a", "gopher://x", "no address"])(
    "refuses the scheme of %s",
    async (url) => {
      expect(await codeOf(createOutgoingFetch()(url))).toBe("unsupported_scheme");
    },
  );
});

describe("answers", () => {
  it("behaves as fetch does", async () => {
    const base = await listen((request, response) => {
      response.writeHead(201, { "x-method": request.method ?? "" });
      request.pipe(response);
    });
    const response = await local()(`${base}/a`, {
      method: "POST",
      body: '{"a":1}',
      signal: undefined as never,
    });
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.url, response.headers.get("x-method")]).toEqual([
      201,
      `${base}/a`,
      "POST",
    ]);
    expect(await response.json()).toEqual({ a: 1 });
  });

  it("ends an answer that is too long, also when it was compressed", async () => {
    const base = await listen((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(5_000_000)));
    });
    const response = await local({ maxResponseBytes: 100_000 })(base);
    expect(await codeOf(response.text())).toBe("too_large");
  });

  it("ends an answer that never ends, and one that never begins", async () => {
    const base = await listen((request, response) => {
      if (request.url === "/stream") response.write("data: 1\n\n");
    });
    expect(await codeOf(local({ timeoutMs: 150 })(base))).toBe("timeout");
    const response = await local({ timeoutMs: 150 })(`${base}/stream`);
    expect(await codeOf(response.text())).toBe("timeout");
  });

  it("rethrows the caller's own abort", async () => {
    const base = await listen(() => undefined);
    const abort = new AbortController();
    const call = local()(base, { signal: abort.signal });
    abort.abort(new Error("mine"));
    await expect(call).rejects.toThrow("mine");
  });

  it("says in words when nothing listens, without the credentials of the address", async () => {
    const base = await listen(() => undefined);
    for (const server of servers.splice(0)) server.close();
    const error = await local()(base.replace("//", "//me:hunter2@")).catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("Nothing is listening"),
    });
    expect(String(error)).not.toMatch(/hunter2|me:/);
  });

  it("sends credentials of the address as a header", async () => {
    const base = await listen((request, response) => response.end(request.headers.authorization));
    const response = await local()(base.replace("//", "//me:p%40ss@"));
    expect(await response.text()).toBe(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
  });
});

describe("redirects", () => {
  const seen: IncomingMessage[] = [];
  const credentials = { authorization: "Bearer x", cookie: "a=b", "x-api-key": "k", accept: "text/plain" };

  async function redirecting(status: number, to: string): Promise<string> {
    return listen((request, response) => {
      seen.push(request);
      if (request.url === "/end") response.end("there");
      else response.writeHead(status, { location: to }).end();
    });
  }

  it("keeps credentials within an origin and drops them across", async () => {
    const other = await redirecting(302, "/end");
    const base = await redirecting(302, `${other}/end`);
    seen.length = 0;
    expect(await (await local()(base, { headers: credentials })).text()).toBe("there");
    expect(seen[0]?.headers).toMatchObject(credentials);
    expect(seen[1]?.headers.accept).toBe("text/plain");
    expect(Object.keys(seen[1]?.headers ?? {})).not.toEqual(expect.arrayContaining(["authorization"]));
    for (const name of ["authorization", "cookie", "x-api-key"])
      expect(seen[1]?.headers[name]).toBeUndefined();
    seen.length = 0;
    await local()(other, { headers: credentials });
    expect(seen[1]?.headers).toMatchObject(credentials);
  });

  it.each([
    [303, "GET"],
    [302, "GET"],
    [307, "POST"],
    [308, "POST"],
  ])("after %i a POST goes on as %s", async (status, method) => {
    const base = await redirecting(status, "/end");
    seen.length = 0;
    await local()(base, { method: "POST", body: "a" });
    expect(seen[1]?.method).toBe(method);
  });

  it("checks the address of every hop", async () => {
    const inside = await redirecting(302, "http://169.254.169.254/latest");
    const port = new URL(inside).port;
    const only = createOutgoingFetch({ allowPrivateAddresses: [`127.0.0.1:${port}`] });
    expect(await codeOf(only(inside))).toBe("address_refused");
    expect(await codeOf(only(await redirecting(302, "/end")))).toBe("address_refused");
    const toFile = await redirecting(302, "file:///etc/passwd");
    expect(await codeOf(local()(toFile))).toBe("unsupported_scheme");
  });

  it("stops a loop, and leaves a redirect alone when asked to", async () => {
    const base = await redirecting(302, "/again");
    expect(await codeOf(local()(base))).toBe("too_many_redirects");
    expect((await local()(base, { redirect: "manual" })).status).toBe(302);
    expect(await codeOf(local()(base, { redirect: "error" }))).toBe("too_many_redirects");
  });
});
