/**
 * Whether words typed into a form carry a credential in the open: a well-known token, a password in an address, or a
 * literal after a flag that announces one. References such as `${TOKEN}` are welcome. Discovery looks far closer at
 * files; this only keeps a pasted secret from being written down.
 */
export function carriesSecret(words: readonly string[]): boolean {
  return words.some((word, index) => {
    if (KNOWN_TOKEN.test(word) || IN_ADDRESS.test(word)) return true;
    const announced =
      FLAG_WITH_VALUE.exec(word)?.groups?.value ?? (BARE_FLAG.test(words[index - 1] ?? "") ? word : "");
    return isLiteral(announced);
  });
}

const KNOWN_TOKEN =
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|sk-[\w-]{20,}|sk_(?:live|test)_\w{10,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|npm_\w{30,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,})|-----BEGIN [A-Z ]*PRIVATE KEY/;
const IN_ADDRESS =
  /^[a-z][a-z0-9+.-]*:\/\/[^/@\s:]*:(?!\$|\{|%7B)[^@/\s]+@|[?&#](?:[\w-]*(?:token|api[-_]?key|secret|password))=(?!\$|\{|%7B|<)[^&\s]{6,}/i;
const FLAG_WITH_VALUE =
  /^--?[\w-]*(?:token|api[-_]?key|secret|password|passwd|authorization)[=:]\s*(?<value>.+)$/i;
const BARE_FLAG = /^--?[\w-]*(?:token|api[-_]?key|secret|password|passwd|authorization)$/i;

function isLiteral(value: string): boolean {
  return value.length >= 6 && !value.startsWith("-") && !/[${}<>]|^(?:YOUR|\[)/i.test(value);
}
