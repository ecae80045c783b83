import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { processTree, stillRunning } from "./process-tree.ts";

const PARENT = `
  const { spawn } = require("node:child_process");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true });
  child.on("spawn", () => console.log(child.pid));
`;

test("what a process started is seen, and that it outlived its parent", async () => {
  const parent = spawn(process.execPath, ["-e", PARENT], { stdio: ["ignore", "pipe", "inherit"] });
  const [text] = (await once(parent.stdout, "data")) as [Buffer];
  const childPid = Number(text.toString());
  const tree = await processTree(parent.pid ?? 0);
  expect(tree.map(({ pid }) => pid)).toEqual([parent.pid, childPid]);

  parent.kill("SIGKILL");
  await once(parent, "exit");
  expect((await stillRunning(tree)).map(({ pid }) => pid)).toEqual([childPid]);

  process.kill(childPid, "SIGKILL");
  await expect.poll(() => stillRunning(tree)).toEqual([]);
});
