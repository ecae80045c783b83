const WORDS: Record<string, string> = {
  pii: "Personal data (PII)",
  phi: "Health data (PHI)",
  pci: "Payment card data (PCI)",
  stdio: "stdio (a local command)",
  streamable_http: "Streamable HTTP",
  sse: "SSE (deprecated)",
  oauth_client: "OAuth client",
  api_key: "API key",
};

/** An enum's value in sentence case: `source_code` becomes "Source code". */
export function inWords(value: string): string {
  const words = value.replaceAll("_", " ");
  const own = Object.hasOwn(WORDS, value) ? WORDS[value] : undefined;
  return own ?? words.charAt(0).toUpperCase() + words.slice(1);
}
