"use client";

import { type KeyboardEvent, useRef, useState, useTransition } from "react";
import { usePageKeys } from "#app/use-page-keys.ts";
import { type FieldPlaces, FormContext } from "#components/form/form-context.ts";
import { type FormState, IDLE } from "#components/form/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { missingReason } from "#lib/reviews/model.ts";
import type { ReviewItemDetail } from "#lib/reviews/queries/get-review-item.ts";
import { decideItemAction } from "../../actions.ts";
import { shownName } from "../../item-words.ts";
import { type Answer, AnswerButtons } from "./answer-buttons.tsx";
import { ChangeFields } from "./change-fields.tsx";
import { Keys } from "./keys.tsx";
import { missingChange, placeErrors } from "./place-errors.ts";
import { Refusal } from "./refusal.tsx";
import { ServerQuestionFields } from "./server-question-fields.tsx";
import { Standing } from "./standing.tsx";

interface Props {
  item: ReviewItemDetail;
  now: string;
  pace: readonly string[];
  /** Resolves when it is noted that the item was opened. */
  opened: () => Promise<void>;
  onAnswered: (item: ReviewItemDetail, title: string, version: string) => void;
}

/** Keep, change or revoke, the same size, with the reason where one is needed; afterwards what was answered. */
export function ItemAnswer({ item, now, pace, opened, onAnswered }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState<FormState>(IDLE);
  const [places] = useState<FieldPlaces>(() => new Map());
  const [meant, setMeant] = useState<Answer | null>(null);
  const [isPending, startTransition] = useTransition();
  const canAnswer = item.allowed.keep === true || item.allowed.revoke === true;
  const [isAnew, setIsAnew] = useState(item.decision === "undecided");
  usePageKeys({ k: () => answer("keep"), r: () => answer("revoke"), c: () => answer("change") });

  function answer(decision: Answer) {
    if (isPending || item.allowed[decision] !== true) return;
    // What is answered already is not answered anew by a slip of the hand.
    if (!isAnew) return setIsAnew(true);
    if (form.current === null) return;
    const isFirstChange = decision === "change" && meant !== "change";
    setMeant(decision);
    // What is to change is asked first.
    if (isFirstChange) return;
    const filled = new FormData(form.current);
    const problem = missing(item, decision, filled);
    if (problem !== null) {
      refuse(problem);
      return;
    }
    filled.set("decision", decision);
    startTransition(async () => {
      await opened();
      const answered = await decideItemAction(IDLE, filled);
      if (answered.status === "done") {
        onAnswered(
          item,
          `${shownName(item.facts.name)}: ${answered.message}`,
          answered.result?.version ?? "",
        );
      } else refuse(placeErrors(answered, filled));
    });
  }
  function refuse(problem: FormState) {
    setState(problem);
    const [field = "reason"] = problem.status === "error" ? Object.keys(problem.fieldErrors) : [];
    form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  }
  function sendMeant(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || meant === null) return;
    event.preventDefault();
    answer(meant);
  }

  return (
    <>
      <Section
        title={item.decision === "undecided" ? "Is it still right?" : "Answered"}
        className="[&_:is(textarea,input,select,button)]:scroll-mb-32"
      >
        <Standing item={item} now={now} />
        {!isAnew && (
          <Button disabledReason={canAnswer ? undefined : reasonOf(item)} onClick={() => setIsAnew(true)}>
            Answer anew
          </Button>
        )}
        {isAnew && (
          <form ref={form} className="grid gap-3" onSubmit={(event) => event.preventDefault()}>
            <Refusal state={state} />
            <input type="hidden" name="itemId" value={item.id} />
            <input type="hidden" name="version" value={item.version} />
            {canAnswer && (
              <FormContext value={{ state, isPending, places }}>
                {item.facts.kind === "server" && <ServerQuestionFields />}
                {meant === "change" && <ChangeFields item={item} now={now} onKeyDown={sendMeant} />}
                <Textarea
                  name="reason"
                  label={meant === null ? "Why" : `Why ${meant} it`}
                  hint={reasonHint(item)}
                  rows={2}
                  maxLength={2000}
                  onKeyDown={sendMeant}
                />
              </FormContext>
            )}
            {canAnswer ? <Keys meant={meant} /> : <p className="text-ink-muted">{reasonOf(item)}</p>}
            {canAnswer && pace.length > 0 && (
              <p className="text-ink-faint text-small text-pretty">{pace.join(" ")}</p>
            )}
          </form>
        )}
      </Section>
      {isAnew && (
        <AnswerButtons allowed={item.allowed} meant={meant} isPending={isPending} onPress={answer} />
      )}
    </>
  );
}

function reasonOf({ allowed }: ReviewItemDetail): string {
  return allowed.keep === true ? "" : allowed.keep;
}

function reasonHint({ reasonNeeded, risk, facts }: ReviewItemDetail): string {
  if (!reasonNeeded.keep) {
    return facts.kind === "server"
      ? "Needed to revoke, and to keep it though its role or its revocation path is not right."
      : "Needed to revoke.";
  }
  return risk === "high"
    ? "Needed either way: its risk is high. Say it in your own words."
    : "Needed either way: this review asks for it.";
}

/** What can be said before it is sent. */
function missing(item: ReviewItemDetail, decision: Answer, form: FormData): FormState | null {
  const change = decision === "change" ? missingChange(form) : null;
  if (change !== null) return change;
  if (!item.reasonNeeded[decision] || String(form.get("reason") ?? "").trim() !== "") return null;
  const reason = missingReason(item, decision);
  return { status: "error", message: reason, fieldErrors: { reason }, values: {} };
}
