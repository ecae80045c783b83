import { expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

it("begins no work beside the same work, other work beside it, and the same again when it is over or has failed", async () => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const run = oneAtATime((name) => {
    begun.push(name);
    return new Promise((resolve, reject) => {
      ends.push(name === "fails" ? () => reject(new Error("away")) : resolve);
    });
  });
  const first = run("mail");
  await run("mail");
  const other = run("fails");
  expect(begun).toEqual(["mail", "fails"]);
  for (const end of ends) end();
  await first;
  await expect(other).rejects.toThrow("away");
  const again = [run("mail"), run("fails")];
  expect(begun).toEqual(["mail", "fails", "mail", "fails"]);
  ends[2]?.();
  ends[3]?.();
  await Promise.allSettled(again);
});
