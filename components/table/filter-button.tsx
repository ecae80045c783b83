import { ListFilter } from "lucide-react";
import { Button, type ButtonProps } from "#components/ui/button.tsx";

/** Where the panel is: closed, at the choice of a field (null), or at one field's values. */
export type PanelPlace = { isOpen: false } | { isOpen: true; param: string | null };

/** The button that opens the filters' panel. */
export function FilterButton(props: ButtonProps) {
  return (
    <Button {...props} icon={<ListFilter aria-hidden="true" />} aria-haspopup="dialog">
      Filter
    </Button>
  );
}
