import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// tailwind-merge must know our four sizes, or it takes `text-body` for a colour and drops `text-ink`.
const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      "font-size": [{ text: ["small", "body", "title", "display"] }],
      "font-weight": [{ font: ["normal", "strong"] }],
    },
  },
});

/** Joins class names; where two set the same property the later one wins. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
