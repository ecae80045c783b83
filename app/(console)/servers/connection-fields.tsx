"use client";

import { useState } from "react";
import { inWords } from "#app/in-words.ts";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { TRANSPORTS } from "#lib/inventory/model.ts";
import { argumentsText } from "./arguments-text.ts";

interface Connection {
  transport: string;
  command: string | null;
  args: readonly string[];
  url: string | null;
  packageRegistry: string | null;
  packageName: string | null;
  packageVersion: string | null;
}

/** How a server is started or reached. Only the questions that fit the transport are asked. */
export function ConnectionFields({ defaults }: { defaults?: Connection }) {
  const [transport, setTransport] = useState(defaults?.transport ?? "stdio");
  return (
    <>
      <RadioGroup
        name="transport"
        label="Transport"
        isInline
        defaultValue={transport}
        onChange={setTransport}
        options={TRANSPORTS.map((value) => ({ value, label: inWords(value) }))}
      />
      {transport === "stdio" ? <CommandFields defaults={defaults} /> : <AddressField defaults={defaults} />}
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          name="packageName"
          label="Package"
          isOptional
          isMono
          defaultValue={defaults?.packageName ?? ""}
        />
        <TextField
          name="packageVersion"
          label="Version"
          isOptional
          isMono
          defaultValue={defaults?.packageVersion ?? ""}
        />
        <TextField
          name="packageRegistry"
          label="Registry"
          isOptional
          placeholder="npm, pypi, oci"
          defaultValue={defaults?.packageRegistry ?? ""}
        />
      </div>
    </>
  );
}

function CommandFields({ defaults }: { defaults: Connection | undefined }) {
  return (
    <>
      <TextField
        name="command"
        label="Command"
        isMono
        placeholder="npx"
        defaultValue={defaults?.command ?? ""}
      />
      <Textarea
        name="args"
        label="Arguments"
        hint="One on each line, in order; a JSON list of texts where one is empty or has several lines. Put the name of a variable where a credential would stand."
        isOptional
        isMono
        defaultValue={argumentsText(defaults?.args ?? [])}
      />
    </>
  );
}

function AddressField({ defaults }: { defaults: Connection | undefined }) {
  return (
    <TextField
      name="url"
      label="Address"
      isMono
      inputMode="url"
      placeholder="https://tickets.example.com/mcp"
      defaultValue={defaults?.url ?? ""}
    />
  );
}
