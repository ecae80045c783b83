import { LoaderCircle } from "lucide-react";

/** A turning ring. Decorative: the control around it says in words that it is busy. */
export function Spinner() {
  return <LoaderCircle aria-hidden="true" className="size-4 shrink-0 animate-spin" />;
}
