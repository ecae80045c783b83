"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { TrailVerdict } from "#lib/audit/queries/get-trail-verdict.ts";
import { verifyTrailAction } from "./actions.ts";

type Check =
  | { state: "idle" }
  | { state: "running"; checked: number; head: number }
  | { state: "done"; verdict: TrailVerdict }
  | { state: "failed"; message: string };

/** Recomputes every link of the chain from the first event, and says where it ends or where it breaks. */
export function VerifyChain({ head }: { head: number }) {
  const [check, setCheck] = useState<Check>({ state: "idle" });
  const isRunning = check.state === "running";

  async function verify() {
    setCheck({ state: "running", checked: 0, head });
    setCheck(
      await verifyWhole((checked, reachedHead) => setCheck({ state: "running", checked, head: reachedHead })),
    );
  }

  const button = (
    <Button icon={<ShieldCheck aria-hidden="true" />} isPending={isRunning} onClick={verify}>
      {check.state === "idle" ? "Verify the chain" : "Verify again"}
    </Button>
  );
  return (
    <div aria-live="polite">
      {check.state === "idle" && (
        <Callout meaning="notice" title="Was anything altered, removed or added?" actions={button}>
          Verifying computes every event's hash again, from the first to the last.
        </Callout>
      )}
      {check.state === "running" && (
        <Progress label="Verifying the chain" done={check.checked} total={check.head} />
      )}
      {check.state === "failed" && (
        <Callout meaning="warning" title="The chain could not be verified" actions={button}>
          {check.message}
        </Callout>
      )}
      {check.state === "done" && <Verdict verdict={check.verdict} button={button} />}
    </div>
  );
}

function Verdict({ verdict, button }: { verdict: TrailVerdict; button: React.ReactNode }) {
  const { problem, checkedTo, head } = verdict;
  if (problem !== null) {
    return (
      <Callout meaning="danger" title={`The chain breaks at event ${problem.sequence}`} actions={button}>
        {problem.words.charAt(0).toUpperCase() + problem.words.slice(1)}. Events before it are as they were
        written. Keep a copy of the database as it is now, and tell whoever answers for it.
      </Callout>
    );
  }
  return (
    <Callout
      meaning="good"
      title={`${checkedTo.toLocaleString("en")} events checked: nothing was altered`}
      actions={button}
    >
      <p>
        The trail ends at event {head.sequence} with hash{" "}
        <Mono value={head.hash} shown={`${head.hash.slice(0, 16)}…`} label="hash of the last event" />. Note
        both elsewhere: they tell a trail that was rewritten whole.
      </p>
    </Callout>
  );
}

/** Several calls for a long trail, each from where the last one got to; one verdict for the whole. */
async function verifyWhole(onProgress: (checked: number, head: number) => void): Promise<Check> {
  let after: TrailVerdict["next"] | undefined;
  for (;;) {
    const answer = await verifyTrailAction(after).catch(() => null);
    if (answer === null) return { state: "failed", message: "Steward could not be reached. Try again." };
    if (!answer.ok) return { state: "failed", message: answer.message };
    if (answer.verdict.isComplete) return { state: "done", verdict: answer.verdict };
    after = answer.verdict.next;
    onProgress(answer.verdict.checkedTo, answer.verdict.head.sequence);
  }
}
