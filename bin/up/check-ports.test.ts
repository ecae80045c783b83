import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort } from "#bin/postgres/free-port.ts";
import { checkPorts } from "./check-ports.ts";
import { readSettings } from "./settings.ts";

const taken = createServer();
afterEach(() => new Promise<void>((done) => taken.close(() => done())));

async function ports() {
  const [web, decisions, identity] = [await freePort(), await freePort(), await freePort()];
  return { PORT: String(web), DECISIONS_PORT: String(decisions), IDENTITY_PORT: String(identity) };
}

test("a port that is taken is named with the variable that moves it, and free ones pass", async () => {
  const source = await ports();
  await checkPorts(readSettings(source, []));
  const port = Number(source.DECISIONS_PORT);
  await new Promise<void>((done) => taken.listen(port, "127.0.0.1", done));
  await expect(checkPorts(readSettings(source, []))).rejects.toThrow(
    `port ${port} is taken by another program; choose another with DECISIONS_PORT=${port + 10}`,
  );
});

test("two that are the same are named together", async () => {
  const source = await ports();
  const same = { ...source, IDENTITY_PORT: source.PORT };
  await expect(checkPorts(readSettings(same, []))).rejects.toThrow(
    `IDENTITY_PORT and PORT are both ${source.PORT}`,
  );
});
