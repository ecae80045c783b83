import { cn } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";

/** An id, digest or address in the mono face, with a copy button. `shown` is a shorter form of the same. */
export function Mono(props: {
  value: string;
  shown?: string;
  label?: string;
  hasCopy?: boolean;
  className?: string;
}) {
  const { value, shown = value, label = "value", hasCopy = true } = props;
  return (
    <span className={cn("inline-flex max-w-full items-center gap-0.5 align-bottom", props.className)}>
      <code title={shown === value ? undefined : value} className="truncate">
        {shown}
      </code>
      {hasCopy && <CopyButton value={value} label={`Copy ${label}`} />}
    </span>
  );
}
