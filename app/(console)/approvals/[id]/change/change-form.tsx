"use client";

import type { ReactNode } from "react";
import { Section } from "#components/ui/section.tsx";
import { AskForm } from "../../../servers/[slug]/request/ask-form.tsx";
import { ConsumerPicker, type ConsumersToChoose } from "../../../servers/[slug]/request/consumer-picker.tsx";
import { DaysField } from "../../../servers/[slug]/request/days-field.tsx";
import { newScopeFields } from "../../../servers/[slug]/request/scopes/new-scope-fields.ts";
import type { ToolChoice } from "../../../servers/[slug]/request/tool-choices.ts";
import { ToolPicker } from "../../../servers/[slug]/request/tool-picker.tsx";
import { resubmitRequestAction } from "../../discussion-actions.ts";
import { ScopeChoices, type ScopeChoicesProps } from "./scope-choices.tsx";

interface Props {
  requestId: string;
  /** A move to production, and grants to extend, stay what they are: only the days and the reason change. */
  isMove: boolean;
  extendGrantIds: readonly string[];
  tools: readonly ToolChoice[];
  toolIds: readonly string[];
  consumers: ConsumersToChoose;
  /** For a request for scopes, which asks for nothing else. */
  scopes: ScopeChoicesProps | null;
  /** As they are typed. */
  days: string;
  daysProblem: string | undefined;
  maxDays: number;
  justification: string;
  /** Why this cannot be sent again. */
  refusal: string | undefined;
  /** The path it will take, made by the server from the address. */
  children: ReactNode;
}

/** Filled with what was asked before; each change goes into the address, and the server answers with the path. */
export function ChangeForm(props: Props) {
  const isFixed = props.isMove || props.extendGrantIds.length > 0;
  const wantedCount = props.scopes?.wanted.length ?? 0;
  return (
    <AskForm
      action={resubmitRequestAction}
      label="Change and send again"
      hidden={
        <>
          <input type="hidden" name="requestId" value={props.requestId} />
          {props.isMove && <input type="hidden" name="moveTo" value="production" />}
          {props.extendGrantIds.map((id) => (
            <input key={id} type="hidden" name="extendGrantIds" value={id} />
          ))}
        </>
      }
      href={`/approvals/${props.requestId}/change`}
      addressOf={(form) => addressOf(form, wantedCount)}
      cancelHref={`/approvals/${props.requestId}`}
      refusal={props.refusal}
      justification={props.justification}
      submitLabel="Send it again"
      choices={
        <>
          {!isFixed && (
            <Section title="What">
              {props.scopes === null ? (
                <ToolPicker tools={props.tools} chosenIds={props.toolIds} slug={props.consumers.slug} />
              ) : (
                <div className="grid gap-4">
                  <ScopeChoices {...props.scopes} />
                </div>
              )}
            </Section>
          )}
          <Section title={isFixed || props.scopes !== null ? "How long" : "For whom and how long"}>
            <div className="grid gap-4">
              {!isFixed && props.scopes === null && <ConsumerPicker {...props.consumers} />}
              <DaysField
                days={props.days}
                maxDays={props.maxDays}
                problem={props.daysProblem}
                {...(isFixed ? { hint: `At most ${props.maxDays} here.` } : {})}
              />
            </div>
          </Section>
        </>
      }
    >
      {props.children}
    </AskForm>
  );
}

/** All that is in the form, also where nothing is chosen: what the address leaves out is as it was asked before. */
function addressOf(form: FormData, wantedCount: number): URLSearchParams {
  const search = new URLSearchParams();
  const values = (name: string) => form.getAll(name).filter((value) => typeof value === "string");
  search.set("tools", values("tools").join(","));
  search.set("consumers", values("consumers").join(","));
  search.set("scopes", values("scopeIds").join(","));
  for (let index = 0; index < wantedCount; index += 1) {
    for (const field of Object.values(newScopeFields(index))) search.set(field, values(field)[0] ?? "");
  }
  const [who = ""] = values("who");
  if (who !== "") search.set("who", who);
  search.set("days", values("durationDays")[0] ?? "");
  return search;
}
