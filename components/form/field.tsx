"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useEffect, useId } from "react";
import { cn } from "#components/ui/class-names.ts";
import { useFieldState, useFormContext } from "./form-context.ts";

/** What every field has in common. `name` is the key in FormData, in `fieldErrors` and in `values`. */
export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Says "optional" beside the label. Fields are required unless they say so. */
  isOptional?: boolean;
  className?: string;
};

/** What a control needs to be wired to its label, hint and error. */
export type FieldWiring = {
  id: string;
  name: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
  "aria-required": true | undefined;
};

/** Ids, error and earlier value of one field. `problem` takes the place of what the form was last answered. */
export function useField(field: FieldProps, problem?: string | null) {
  const id = useId();
  const { error: answered, typed } = useFieldState(field.name);
  const error = problem === undefined ? answered : (problem ?? undefined);
  const { places } = useFormContext();
  const { name, label } = field;
  // The summary of the form names its fields and leads to them; each says where it is while it is there.
  useEffect(() => {
    places.set(name, { id, label });
    return () => {
      places.delete(name);
    };
  }, [places, name, id, label]);
  const described = [field.hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`];
  const wiring: FieldWiring = {
    id,
    name: field.name,
    "aria-invalid": error === undefined ? undefined : true,
    "aria-describedby": described.filter(Boolean).join(" ") || undefined,
    "aria-required": field.isOptional ? undefined : true,
  };
  return { wiring, error, typed };
}

/** Label above, control, hint and error below. */
export function FieldFrame(props: {
  field: FieldProps;
  id: string;
  error: string | undefined;
  children: ReactNode;
}) {
  const { field, id } = props;
  return (
    <div className={cn("grid content-start gap-1", field.className)}>
      <label htmlFor={id} className="font-strong">
        {field.label}
        <OptionalMark field={field} />
      </label>
      {props.children}
      <FieldNotes field={field} id={id} error={props.error} />
    </div>
  );
}

export function OptionalMark({ field }: { field: FieldProps }) {
  return field.isOptional ? <span className="ml-1.5 text-ink-faint font-normal">optional</span> : null;
}

/** The hint and the error, with the ids that the control points at. */
export function FieldNotes(props: { field: FieldProps; id: string; error: string | undefined }) {
  return (
    <>
      {props.field.hint !== undefined && (
        <p id={`${props.id}-hint`} className="text-ink-faint text-small text-pretty">
          {props.field.hint}
        </p>
      )}
      {props.error !== undefined && (
        <p id={`${props.id}-error`} className="flex items-start gap-1 text-danger text-small">
          <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          {props.error}
        </p>
      )}
    </>
  );
}

/** Parts what the field needs from what its control needs. */
export function splitField<Props extends FieldProps>(
  props: Props,
): { field: FieldProps; control: Omit<Props, keyof FieldProps> } {
  const { name, label, hint, isOptional, className, ...control } = props;
  const field = {
    name,
    label,
    hint,
    ...(isOptional === undefined ? {} : { isOptional }),
    ...(className === undefined ? {} : { className }),
  };
  return { field, control };
}
