import { inWords } from "#app/in-words.ts";
import { CheckboxGroup } from "#components/ui/checkbox.tsx";
import { TextField } from "#components/ui/text-field.tsx";

export interface ConsumersToChoose {
  consumers: readonly { id: string; name: string; kind: string; ownerName: string | null }[];
  consumerIds: readonly string[];
  /** The part of a name that these consumers were found by. */
  who: string;
  /** There are more consumers than these. */
  hasMoreConsumers: boolean;
  slug: string;
}

/** Who may use what is enabled; found by a part of the name where there are many. */
export function ConsumerPicker(props: ConsumersToChoose) {
  const { consumers, consumerIds, who, hasMoreConsumers, slug } = props;
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
