"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Section } from "#components/ui/section.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { ImportOutcome } from "./import-outcome.tsx";
import { type ImportAnswer, type ReadFile, sendFiles } from "./send-files.ts";

/** Takes client files, sends them, and says what became of each. */
export function ImportFiles() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [answer, setAnswer] = useState<ImportAnswer>();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const [machine, setMachine] = useState("");
  const [doneCount, setDoneCount] = useState(0);
  const [round, setRound] = useState(0);
  const router = useRouter();
  const toast = useToast();

  async function read() {
    setIsPending(true);
    setDoneCount(0);
    setProblem(undefined);
    try {
      const sent = await sendFiles(files, machine.trim(), setDoneCount);
      setAnswer(sent);
      setFiles([]);
      setRound((before) => before + 1);
      toast({ title: doneWords(sent) });
      router.refresh();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The files could not be sent. Try again.");
    } finally {
      setIsPending(false);
    }
  }

  return (
    <Section
      title="Import client files"
      description="From Claude, Cursor, VS Code, Windsurf, Cline, Roo, Kiro, Gemini CLI, Codex, Zed, Continue, opencode, Goose, or a registry's server.json. Secrets are found and never kept: only their kind, place and length."
    >
      <div className="grid gap-3">
        <FileDrop key={round} name="files" label="Configuration files" onChange={setFiles} />
        {problem !== undefined && (
          <Callout meaning="danger" title="Nothing was imported">
            {problem}
          </Callout>
        )}
        {files.length > 0 && (
          <div className="grid gap-3 sm:max-w-96">
            <label className="grid gap-1">
              <span className="font-strong">Machine</span>
              <input
                className="control"
                value={machine}
                maxLength={200}
                onChange={(event) => setMachine(event.target.value)}
                placeholder="As your inventory calls it"
              />
              <span className="text-ink-muted text-small">
                Optional. What a named machine's file no longer shows is marked as gone there.
              </span>
            </label>
            {isPending && files.length > 1 && (
              <Progress label="Files sent" done={doneCount} total={files.length} />
            )}
            <Button variant="primary" isPending={isPending} onClick={read}>
              {`Read ${files.length} ${files.length === 1 ? "file" : "files"}`}
            </Button>
          </div>
        )}
        <div aria-live="polite">{answer !== undefined && <ImportOutcome files={answer.files} />}</div>
      </div>
    </Section>
  );
}

function doneWords({ files, newCount }: { files: readonly ReadFile[]; newCount: number }): string {
  const failed = files.filter((file) => !file.ok).length;
  const found = newCount === 1 ? "1 new candidate" : `${newCount} new candidates`;
  return failed === 0 ? `${found} found` : `${found} found; ${failed} could not be read`;
}
