import { AppError } from "../kernel/app-error.ts";
import { env } from "../kernel/env.ts";
import { isAddressAllowed, refuseLiteralAddress } from "../kernel/outgoing-address.ts";
import { OutgoingError } from "../kernel/outgoing-error.ts";

/**
 * Refuses an address that could never be sent to, before it is kept. What a name resolves to is checked each time
 * something is sent, and the socket is opened to exactly that.
 *
 * @throws AppError `invalid`
 */
export function assertWebhookAddress(address: string): void {
  const url = new URL(address);
  const allowed = env().STEWARD_ALLOW_PRIVATE;
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  try {
    refuseLiteralAddress(host, port, allowed);
  } catch (error) {
    if (error instanceof OutgoingError) throw refusedField(error.message);
    throw error;
  }
  const isInside =
    allowed.includes(`${host}:${port}`) ||
    (isAddressAllowed(host, host, port, allowed) && !isAddressAllowed(host, host, port, []));
  if (url.protocol !== "https:" && !isInside)
    throw refusedField(
      "Use https. Plain http is only for addresses inside this network that STEWARD_ALLOW_PRIVATE names.",
    );
}

function refusedField(message: string): AppError {
  return new AppError("invalid", "One field needs attention.", { fields: { url: message } });
}
