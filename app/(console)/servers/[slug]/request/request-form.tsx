"use client";

import { type ReactNode, useState } from "react";
import { inWords } from "#app/in-words.ts";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { submitRequestAction } from "./actions.ts";
import { AskForm } from "./ask-form.tsx";
import { BreakGlassChoice, type GlassOffer } from "./break-glass-choice.tsx";
import { DaysField } from "./days-field.tsx";
import type { ToolChoice } from "./tool-choices.ts";
import { ToolPicker } from "./tool-picker.tsx";

interface Props {
  serverId: string;
  slug: string;
  tools: readonly ToolChoice[];
  toolIds: readonly string[];
  consumers: readonly { id: string; name: string; kind: string; ownerName: string | null }[];
  consumerIds: readonly string[];
  /** The part of a name that these consumers were found by. */
  who: string;
  /** There are more consumers than these. */
  hasMoreConsumers: boolean;
  days: number;
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
      serverId={props.serverId}
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
            <ToolPicker tools={props.tools} chosenIds={props.toolIds} slug={props.slug} />
          </Section>
          <Section title="For whom and how long">
            <div className="grid gap-4">
              <ConsumerPicker {...props} />
              <DaysField days={props.days} maxDays={props.maxDays} />
            </div>
          </Section>
        </>
      }
    >
      {props.children}
    </AskForm>
  );
}

function ConsumerPicker({ consumers, consumerIds, who, hasMoreConsumers, slug }: Props) {
  const isSearched = who !== "" || hasMoreConsumers;
  if (consumers.length === 0 && !isSearched) {
    return (
      <p className="text-ink-muted">
        No consumer is on record yet. Add one under{" "}
        <a className="text-accent underline" href={`/servers/${slug}?tab=consumers`}>
          Consumers
        </a>{" "}
        to let it use what is enabled.
      </p>
    );
  }
  return (
    <>
      {isSearched && (
        <TextField
          name="who"
          label="Find a consumer"
          hint={
            hasMoreConsumers
              ? "There are more than are shown; type a part of the name."
              : "A part of the name; empty it to see others."
          }
          isOptional
          defaultValue={who}
          className="max-w-64"
        />
      )}
      <CheckboxGroup
        name="consumers"
        label="Who may use it"
        hint="Only these gain access; who has access already keeps it."
        isOptional
        options={consumers.map(({ id, name, kind, ownerName }) => ({
          value: id,
          label: name,
          hint: `${inWords(kind)}, ${ownerName === null ? "owned by nobody" : `owned by ${ownerName}`}`,
        }))}
        defaultValues={consumerIds}
      />
    </>
  );
}

function addressOf(form: FormData): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of ["tools", "consumers"]) {
    const ids = form.getAll(name).filter((value) => typeof value === "string");
    if (ids.length > 0) search.set(name, ids.join(","));
  }
  for (const [name, field] of [
    ["who", "who"],
    ["days", "durationDays"],
  ] as const) {
    const value = form.get(field);
    if (typeof value === "string" && value !== "") search.set(name, value);
  }
  return search;
}

/** The same address from what it asks for already. */
function addressFrom({ toolIds, consumerIds, who, days }: Props): URLSearchParams {
  const search = new URLSearchParams({ days: String(days) });
  if (toolIds.length > 0) search.set("tools", toolIds.join(","));
  if (consumerIds.length > 0) search.set("consumers", consumerIds.join(","));
  if (who !== "") search.set("who", who);
  return search;
}
