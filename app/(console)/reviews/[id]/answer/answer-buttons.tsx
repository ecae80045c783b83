import { Check, Pencil, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ReviewItemView } from "#lib/reviews/item-view.ts";

export type Answer = "keep" | "change" | "revoke";

const LOOKS = {
  keep: { words: "Keep", variant: "primary", icon: <Check aria-hidden="true" /> },
  change: { words: "Change", variant: "secondary", icon: <Pencil aria-hidden="true" /> },
  revoke: { words: "Revoke", variant: "danger", icon: <X aria-hidden="true" /> },
} as const satisfies Record<Answer, { words: string; variant: string; icon: ReactNode }>;

interface Props {
  allowed: ReviewItemView["allowed"];
  meant: Answer | null;
  isPending: boolean;
  onPress: (answer: Answer) => void;
}

/**
 * The three answers, all the same size; none is chosen for anybody. At the lower edge of the window while the item that they
 * are about is read.
 */
export function AnswerButtons({ allowed, meant, isPending, onPress }: Props) {
  return (
    <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 -mx-4 grid grid-cols-3 gap-2 border-line border-t bg-canvas px-4 py-3 sm:bottom-0 sm:mx-0 sm:gap-3 sm:px-0 print:hidden">
      {(["keep", "change", "revoke"] as const).map((answer) => {
        const { words, variant, icon } = LOOKS[answer];
        const reason = allowed[answer];
        return (
          <Button
            key={answer}
            size="large"
            variant={variant}
            icon={icon}
            isPending={isPending && meant === answer}
            disabledReason={reason === true ? undefined : reason}
            onClick={() => onPress(answer)}
          >
            {answer === "change" && meant === "change" ? "Ask for it" : words}
          </Button>
        );
      })}
    </div>
  );
}
