import { Section } from "#components/ui/section.tsx";
import { AboutFields } from "./about-fields.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { OutcomeFields } from "./outcome-fields.tsx";
import { OverdueFields } from "./overdue-fields.tsx";
import { ScopeFields } from "./scope-fields.tsx";
import { StagesFields } from "./stages-fields.tsx";
import { StartFields } from "./start-fields.tsx";

/**
 * Everything that a review asks for, as a form. The definition is held by whoever shows this, and sent as one, as JSON
 * in a field called `definition`: its messages come back at the places in it, such as `definition.stages.0.days`.
 */
export function DefinitionFields(props: FieldsProps) {
  return (
    <>
      <Section title="What it is">
        <div className="grid gap-4">
          <AboutFields {...props} />
        </div>
      </Section>
      <Section title="What it is about">
        <div className="grid gap-4">
          <ScopeFields {...props} />
        </div>
      </Section>
      <Section title="Who answers">
        <div className="grid gap-4">
          <StagesFields {...props} />
          <OverdueFields {...props} />
          {props.hasStart === true && <StartFields {...props} />}
        </div>
      </Section>
      <Section title="What comes of it">
        <div className="grid gap-4">
          <OutcomeFields {...props} />
        </div>
      </Section>
    </>
  );
}
