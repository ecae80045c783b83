"use client";

import { type ReactNode, useState } from "react";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { submitRequestAction } from "./actions.ts";
import { AskForm } from "./ask-form.tsx";
import { BreakGlassChoice, type GlassOffer } from "./break-glass-choice.tsx";
import { ConsumerPicker, type ConsumersToChoose } from "./consumer-picker.tsx";
import { DaysField } from "./days-field.tsx";
import type { ToolChoice } from "./tool-choices.ts";
import { ToolPicker } from "./tool-picker.tsx";

interface Props extends ConsumersToChoose {
  serverId: string;
  tools: readonly ToolChoice[];
  now: string;
  toolIds: readonly string[];
  /** As they are typed. */
  days: string;
  daysProblem: string | undefined;
  maxDays: number;
  /** Why this cannot be sent as it stands. */
  refusal: string | undefined;
  /** Null but for whom the policy lets have it at once. */
  glass: GlassOffer | null;
  /** The path it will take, made by the server from the address. */
  children: ReactNode;
}

/** What is asked for. Each choice goes into the address, and the server answers with the path it would take. */
export function RequestForm(props: Props) {
  const [isGlassChosen, setIsGlassChosen] = useState(false);
  const { glass } = props;
  const breaksGlass = isGlassChosen && glass?.allowed === true;

  return (
    <AskForm
      action={submitRequestAction}
      hidden={<input type="hidden" name="serverId" value={props.serverId} />}
      href={`/servers/${props.slug}/request`}
      addressOf={addressOf}
      cancelHref={`/servers/${props.slug}`}
      refusal={props.refusal}
      otherWay={
        glass !== null && (
          <BreakGlassChoice
            offer={glass}
            isChosen={isGlassChosen}
            onChoose={setIsGlassChosen}
            returnTo={`/servers/${props.slug}/request?${addressFrom(props)}`}
          />
        )
      }
      submit={breaksGlass ? <SubmitButton variant="danger">Break glass</SubmitButton> : null}
      choices={
        <>
          <Section title="What">
            <ToolPicker tools={props.tools} chosenIds={props.toolIds} slug={props.slug} now={props.now} />
          </Section>
          <Section title="For whom and how long">
            <div className="grid gap-4">
              <ConsumerPicker {...props} />
              <DaysField days={props.days} maxDays={props.maxDays} problem={props.daysProblem} />
            </div>
          </Section>
        </>
      }
    >
      {props.children}
    </AskForm>
  );
}

function addressOf(form: FormData): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of ["tools", "consumers"]) {
    const ids = form.getAll(name).filter((value) => typeof value === "string");
    if (ids.length > 0) search.set(name, ids.join(","));
  }
  const who = form.get("who");
  if (typeof who === "string" && who !== "") search.set("who", who);
  // Days that were emptied are not those of before.
  search.set("days", String(form.get("durationDays") ?? ""));
  return search;
}

/** The same address from what it asks for already. */
function addressFrom({ toolIds, consumerIds, who, days }: Props): URLSearchParams {
  const search = new URLSearchParams({ days });
  if (toolIds.length > 0) search.set("tools", toolIds.join(","));
  if (consumerIds.length > 0) search.set("consumers", consumerIds.join(","));
  if (who !== "") search.set("who", who);
  return search;
}
