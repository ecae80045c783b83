"use client";

import type { ReactNode } from "react";
import { Section } from "#components/ui/section.tsx";
import { AskForm } from "./ask-form.tsx";
import { carryOnAction } from "./carry-on-actions.ts";
import { DaysField } from "./days-field.tsx";

interface Props {
  label: string;
  serverId: string;
  /** What is asked for: a move, or grants to extend. */
  ask: { moveTo: "production" } | { extendGrantIds: readonly string[] };
  href: string;
  backHref: string;
  /** As they are typed. */
  days: string;
  daysProblem: string | undefined;
  maxDays: number;
  daysHint: string;
  /** Why this cannot be sent as it stands. */
  refusal: string | undefined;
  /** What would go on. */
  what: ReactNode;
  /** The path it will take, made by the server from the address. */
  children: ReactNode;
}

/** Asks to carry on what is in force: for how long, and why. */
export function CarryOnForm(props: Props) {
  const grantIds = "moveTo" in props.ask ? [] : props.ask.extendGrantIds;
  return (
    <AskForm
      action={carryOnAction}
      label={props.label}
      hidden={
        <>
          <input type="hidden" name="serverId" value={props.serverId} />
          {"moveTo" in props.ask && <input type="hidden" name="moveTo" value={props.ask.moveTo} />}
          {grantIds.map((id) => (
            <input key={id} type="hidden" name="extendGrantIds" value={id} />
          ))}
        </>
      }
      href={props.href}
      addressOf={(form) => addressOf(form, grantIds)}
      cancelHref={props.backHref}
      refusal={props.refusal}
      choices={
        <>
          {props.what}
          <Section title="How long">
            <DaysField
              days={props.days}
              maxDays={props.maxDays}
              hint={props.daysHint}
              problem={props.daysProblem}
            />
          </Section>
        </>
      }
    >
      {props.children}
    </AskForm>
  );
}

function addressOf(form: FormData, grantIds: readonly string[]): URLSearchParams {
  const search = new URLSearchParams();
  if (grantIds.length > 0) search.set("grants", grantIds.join(","));
  search.set("days", String(form.get("durationDays") ?? ""));
  return search;
}
