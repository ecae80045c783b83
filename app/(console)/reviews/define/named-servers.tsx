import { X } from "lucide-react";
import { useState } from "react";
import { useFoundValues } from "#components/table/use-filter-values.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { SERVERS_NAMED_MAX } from "#lib/reviews/campaign-definition.ts";

/** Servers by name: those that are chosen, and a search that adds one more. */
export function NamedServers(props: {
  serverIds: readonly string[];
  /** What they are called, by id. */
  names: Readonly<Record<string, string>>;
  onChange: (serverIds: string[]) => void;
}) {
  const { serverIds, onChange } = props;
  const [typed, setTyped] = useState("");
  const [names, setNames] = useState(props.names);
  const words = typed.trim();
  const found = useFoundValues(
    words === "" ? undefined : `/reviews/define/servers?${new URLSearchParams({ q: words })}`,
  );
  const offered = words === "" ? [] : found.filter(({ value }) => !serverIds.includes(value));
  function add(id: string, name: string) {
    setNames({ ...names, [id]: name });
    onChange([...serverIds, id].slice(0, SERVERS_NAMED_MAX));
    setTyped("");
  }
  return (
    <div className="grid gap-2">
      <ul className="flex flex-wrap gap-2">
        {serverIds.map((id) => {
          const name = names[id] ?? "A server that is gone";
          return (
            <li
              key={id}
              className="inline-flex max-w-full items-center gap-1 rounded-small border border-line bg-sunken pl-2"
            >
              <span className="truncate">{name}</span>
              <IconButton
                label={`Leave ${name} out`}
                size="small"
                icon={<X />}
                onClick={() => onChange(serverIds.filter((one) => one !== id))}
              />
            </li>
          );
        })}
        {serverIds.length === 0 && <li className="text-danger">No server is named yet.</li>}
      </ul>
      <div className="max-w-lg">
        <TextField
          name="definition.scope.serverIds"
          label="Add a server"
          placeholder="Name, owner, tool, address"
          value={typed}
          isOptional={serverIds.length > 0}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            const [first] = offered;
            if (first !== undefined) add(first.value, first.label);
          }}
        />
        <ul className="mt-1 grid gap-px">
          {offered.map(({ value, label }) => (
            <li key={value}>
              <button
                type="button"
                onClick={() => add(value, label)}
                className="flex min-h-8 w-full items-center rounded-small px-2 text-left hover:bg-hover touch:min-h-11"
              >
                <span className="truncate">{label}</span>
              </button>
            </li>
          ))}
        </ul>
        <p role="status" className="sr-only">
          {words !== "" && `${offered.length} servers found`}
        </p>
      </div>
    </div>
  );
}
