"use client";

import { Check, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState, useTransition } from "react";
import { usePageKeys } from "#app/use-page-keys.ts";
import { type FieldPlaces, FormContext } from "#components/form/form-context.ts";
import { type FormState, IDLE } from "#components/form/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Section } from "#components/ui/section.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";
import { decideItemAction } from "../../actions.ts";
import { Refusal } from "./refusal.tsx";
import { Standing } from "./standing.tsx";

type Answer = "keep" | "revoke";

interface Props {
  item: ReviewItemView;
  now: string;
  onAnswered: (itemId: string, title: string, version: string) => void;
}

/** Keep or revoke, the same size, with the reason where one is needed; afterwards what was answered. */
export function ItemAnswer({ item, now, onAnswered }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState<FormState>(IDLE);
  const [places] = useState<FieldPlaces>(() => new Map());
  const [meant, setMeant] = useState<Answer | null>(null);
  const [isPending, startTransition] = useTransition();
  const canAnswer = item.allowed.keep === true || item.allowed.revoke === true;
  usePageKeys({ k: () => answer("keep"), r: () => answer("revoke") });

  function answer(decision: Answer) {
    if (isPending || item.allowed[decision] !== true || form.current === null) return;
    const filled = new FormData(form.current);
    setMeant(decision);
    if (item.reasonNeeded[decision] && String(filled.get("reason") ?? "").trim() === "") {
      refuse(missingReason(decision));
      return;
    }
    filled.set("decision", decision);
    startTransition(async () => {
      const answered = await decideItemAction(IDLE, filled);
      if (answered.status === "done") {
        onAnswered(item.id, `${item.facts.name}: ${answered.message}`, answered.result?.version ?? "");
      } else refuse(answered);
    });
  }
  function refuse(problem: FormState) {
    setState(problem);
    form.current?.querySelector("textarea")?.focus();
  }
  function sendMeant(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || meant === null) return;
    event.preventDefault();
    answer(meant);
  }

  return (
    <Section title={item.decision === "undecided" ? "Is it still right?" : "Answered"}>
      <Standing item={item} now={now} />
      <form ref={form} className="grid gap-3" onSubmit={(event) => event.preventDefault()}>
        <Refusal state={state} />
        <input type="hidden" name="itemId" value={item.id} />
        <input type="hidden" name="version" value={item.version} />
        {canAnswer && (
          <FormContext value={{ state, isPending, places }}>
            <Textarea
              name="reason"
              label={meant === null ? "Why" : `Why ${meant} it`}
              hint={item.reasonNeeded.keep ? "Needed either way: its risk is high." : "Needed to revoke."}
              isOptional={!item.reasonNeeded.keep && meant !== "revoke"}
              rows={2}
              maxLength={2000}
              onKeyDown={sendMeant}
            />
          </FormContext>
        )}
        <div className="grid grid-cols-2 gap-3">
          <AnswerButton
            decision="keep"
            item={item}
            isPending={isPending && meant === "keep"}
            onPress={answer}
          />
          <AnswerButton
            decision="revoke"
            item={item}
            isPending={isPending && meant === "revoke"}
            onPress={answer}
          />
        </div>
        {canAnswer ? <Keys meant={meant} /> : <p className="text-ink-muted">{item.allowed.keep}</p>}
      </form>
    </Section>
  );
}

function AnswerButton(props: {
  decision: Answer;
  item: ReviewItemView;
  isPending: boolean;
  onPress: (decision: Answer) => void;
}) {
  const { decision, item } = props;
  const allowed = item.allowed[decision];
  return (
    <Button
      size="large"
      variant={decision === "keep" ? "primary" : "danger"}
      icon={decision === "keep" ? <Check aria-hidden="true" /> : <X aria-hidden="true" />}
      isPending={props.isPending}
      disabledReason={allowed === true ? undefined : allowed}
      onClick={() => props.onPress(decision)}
    >
      {decision === "keep" ? "Keep" : "Revoke"}
    </Button>
  );
}

function Keys({ meant }: { meant: Answer | null }) {
  return (
    <p className="text-ink-faint text-small touch:hidden">
      Keys: <Kbd>k</Kbd> keep, <Kbd>r</Kbd> revoke, <Kbd>n</Kbd> next, <Kbd>p</Kbd> previous
      {meant !== null && (
        <>
          , <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> in the reason: {meant}
        </>
      )}
      . An answer can be taken back for ten seconds.
    </p>
  );
}

function missingReason(decision: Answer): FormState {
  const reason =
    decision === "revoke" ? "Say why it is to be revoked." : "Say why it is right to keep: its risk is high.";
  return { status: "error", message: reason, fieldErrors: { reason }, values: {} };
}
