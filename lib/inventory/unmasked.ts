/** Characters that change how the text around them is read, or that cannot be seen at all. */
const MASKING =
  /(?![\t\n]|\r\n)\p{Cc}|[\p{Cf}\p{Cs}]|(?<!\p{Extended_Pictographic})\p{Variation_Selector}|[\u2028\u2029\u115F\u1160\u3164\uFFA0]/gu;

/**
 * The text with every control, invisible and direction-changing character written as its code ("\u202e"), so that what
 * is shown is what is there. In JSON the result means the same.
 */
export function unmasked(text: string): string {
  return text.replace(MASKING, (character) =>
    Array.from({ length: character.length }, (_, place) => codeOf(character.charCodeAt(place))).join(""),
  );
}

function codeOf(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
