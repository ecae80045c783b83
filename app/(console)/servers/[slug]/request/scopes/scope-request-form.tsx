"use client";

import type { ReactNode } from "react";
import { inWords } from "#app/in-words.ts";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ScopeStanding } from "#lib/grants/scope-standing.ts";
import { STANDING_WORDS } from "../../scope-words.ts";
import { submitScopeRequestAction } from "../actions.ts";
import { AskForm } from "../ask-form.tsx";
import { DaysField } from "../days-field.tsx";
import { newScopeFields } from "./new-scope-fields.ts";
import { NewScopeInputs } from "./new-scope-inputs.tsx";

interface Props {
  serverId: string;
  slug: string;
  /** On the server's record, and not asked for already. */
  scopes: readonly {
    id: string;
    name: string;
    system: string | null;
    breadth: string;
    standing: ScopeStanding;
  }[];
  scopeIds: readonly string[];
  /** The broad scope in whose place a narrower one is asked for; it stays in the address. */
  instead: string;
  typed: { name: string; system: string; breadth: string };
  /** As they are typed. */
  days: string;
  daysProblem: string | undefined;
  maxDays: number;
  /** Why this cannot be sent as it stands. */
  refusal: string | undefined;
  /** The path it will take, made by the server from the address. */
  children: ReactNode;
}

/** Scopes to ask for: those the server holds already, and one that it is to hold. */
export function ScopeRequestForm(props: Props) {
  return (
    <AskForm
      action={submitScopeRequestAction}
      hidden={
        <>
          <input type="hidden" name="serverId" value={props.serverId} />
          <input type="hidden" name="instead" value={props.instead} />
        </>
      }
      href={`/servers/${props.slug}/request/scopes`}
      addressOf={addressOf}
      cancelHref={`/servers/${props.slug}?tab=scopes`}
      refusal={props.refusal}
      choices={
        <>
          {props.scopes.length > 0 && (
            <Section title="On the server's record">
              <CheckboxGroup
                name="scopeIds"
                label="Scopes the server holds"
                hint="Approving these changes nothing downstream: it says that the server may hold them."
                isOptional
                options={props.scopes.map(({ id, name, system, breadth, standing }) => ({
                  value: id,
                  label: name,
                  hint: `${inWords(breadth)}, ${system === null ? "no system named" : `in ${system}`}. ${STANDING_WORDS[standing].words}.`,
                }))}
                defaultValues={props.scopeIds}
              />
            </Section>
          )}
          <Section title="Not held yet">
            <NewScopeInputs index={0} typed={props.typed} isOptional />
          </Section>
          <Section title="How long">
            <DaysField days={props.days} maxDays={props.maxDays} problem={props.daysProblem} />
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
  const ids = form.getAll("scopeIds").filter((value) => typeof value === "string");
  if (ids.length > 0) search.set("scopes", ids.join(","));
  for (const [name, field] of Object.entries(newScopeFields(0))) {
    const value = form.get(field);
    if (typeof value === "string" && value !== "") search.set(name, value);
  }
  const instead = form.get("instead");
  if (typeof instead === "string" && instead !== "") search.set("instead", instead);
  search.set("days", String(form.get("durationDays") ?? ""));
  return search;
}
