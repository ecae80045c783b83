/**
 * What is left of a server's name without the words that every such name has: "@acme/payments-mcp-server" and
 * "payments" are "payments". Empty when nothing tells it apart.
 */
export function bareName(name: string): string {
  const last = name.split("/").at(-1) ?? "";
  const words = last
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).filter((word) => !COMMON.has(word)).join(" ");
}

const COMMON = new Set([
  "mcp",
  "server",
  "servers",
  "remote",
  "local",
  "official",
  "the",
  "my",
  "client",
  "stdio",
  "http",
]);
