import { Settings2 } from "lucide-react";
import { Button, type ButtonProps } from "#components/ui/button.tsx";

/** The button that opens the View panel. */
export function ViewButton(props: ButtonProps) {
  return (
    <Button {...props} icon={<Settings2 aria-hidden="true" />} variant="ghost" aria-haspopup="dialog">
      View
    </Button>
  );
}
