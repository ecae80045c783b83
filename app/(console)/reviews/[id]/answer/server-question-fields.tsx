"use client";

import { RadioGroup } from "#components/ui/radio-group.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

/** What somebody who answers for a server is asked. Nothing is filled in beforehand: it is their own word. */
export function ServerQuestionFields() {
  return (
    <div className="grid gap-3">
      <Textarea
        name="neededFor"
        label="What is it still needed for?"
        hint="Not needed to revoke."
        rows={2}
        maxLength={500}
      />
      <RadioGroup
        name="roleIsRight"
        label="Is its role right?"
        isInline
        options={[
          { value: "yes", label: "Yes" },
          { value: "no", label: "No" },
        ]}
      />
      <TextField
        name="credentialHolder"
        label="Who holds its credential?"
        hint="A person, a team or a place; never the value."
        maxLength={200}
      />
      <RadioGroup
        name="pathIsCurrent"
        label="Is its revocation path current?"
        isInline
        options={[
          { value: "yes", label: "Yes" },
          { value: "no", label: "No" },
        ]}
      />
    </div>
  );
}
