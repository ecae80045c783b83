import { UserRoundX } from "lucide-react";
import { cn } from "./class-names.ts";

/** A person in a line: initials and name; `detail` is a role, a team or an address in quieter ink. */
export function Person(props: { name: string; detail?: string; isStacked?: boolean; className?: string }) {
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center gap-2 align-middle", props.className)}>
      <Avatar name={props.name} />
      <span className={cn("flex min-w-0", props.isStacked ? "flex-col" : "items-baseline gap-1.5")}>
        <span className="truncate">{props.name}</span>
        {props.detail !== undefined && (
          <span className="truncate text-small text-ink-faint">{props.detail}</span>
        )}
      </span>
    </span>
  );
}

/** Where a person should be and is not: "No owner", in danger. */
export function MissingPerson({ label }: { label: string }) {
  return (
    <span className="inline-flex items-center gap-2 align-middle text-danger">
      <span
        aria-hidden="true"
        className="grid size-6 place-items-center rounded-full border border-danger-line border-dashed"
      >
        <UserRoundX className="size-3.5" />
      </span>
      {label}
    </span>
  );
}

/** Initials in a circle. Decorative: the name stands beside it, or the control around it is named. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-6 shrink-0 select-none place-items-center rounded-full bg-pressed text-[0.625rem] text-ink-muted font-strong leading-none"
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = words[0]?.at(0) ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.at(0) ?? "") : "";
  return (first + last).toUpperCase();
}
