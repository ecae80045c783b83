/**
 * A text as a reader takes it: compatibility forms folded, invisible characters gone. Words are looked for in this, so
 * that a zero-width space inside "delete" hides nothing.
 */
export function plainText(text: string): string {
  return text.normalize("NFKC").replace(INVISIBLE, "");
}

const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|[\u115F\u1160\u3164\uFFA0]/gu;

/** The text with letters that look like Latin ones turned into those: "dеlete" with a Cyrillic letter is "delete". */
export function latinLookalike(text: string): string {
  return text.replace(LOOKALIKE, (letter) => LATIN[letter] ?? letter);
}

const LATIN: Record<string, string> = Object.fromEntries(
  [
    ..."аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwӏlкkмmтtнhвbАAВBЕEКKМMНHОOРPСCТTХXІIЈJЅSαaοoρpνvυuιiκkτtηnεeΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXıiɡgⅼl",
  ].reduce<[string, string][]>((pairs, letter, index, all) => {
    const next = all[index + 1];
    if (index % 2 === 0 && next !== undefined) pairs.push([letter, next]);
    return pairs;
  }, []),
);
const LOOKALIKE = new RegExp(`[${Object.keys(LATIN).join("")}]`, "gu");

/** True when one word has Latin letters and lookalikes of another script: nobody writes so but to deceive. */
export function mixesScripts(text: string): boolean {
  return /(?:\p{Script=Latin}[\p{N}]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][\p{N}]*\p{Script=Latin})/u.test(
    text,
  );
}
