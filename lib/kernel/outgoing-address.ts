import { lookup as resolve } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { OutgoingError } from "./outgoing-error.ts";

/**
 * What configuration allows beyond the public internet. Each entry is "loopback", a CIDR ("10.1.0.0/16"), or
 * "host:port" (a name or address, IPv6 in brackets) for one place inside.
 */
export type AllowedAddresses = readonly string[];

/** True when a socket may be opened to this address (IPv4 or IPv6 text) on this port. */
export function isAddressAllowed(
  address: string,
  host: string,
  port: number,
  allowed: AllowedAddresses,
): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = unmapped(ipaddr.parse(address));
  if (allowed.some((entry) => isInRange(parsed, entry) || isPlace(parsed.toString(), port, entry)))
    return true;
  if (isMetadata(parsed)) return false;
  if (allowed.some((entry) => isPlace(host, port, entry))) return true;
  return isPublic(parsed);
}

/**
 * A look-up for net.connect that hands out only allowed addresses. The socket connects to what was checked, so a
 * name that answers differently the second time (DNS rebinding) gains nothing.
 */
export function guardedLookup(port: number, allowed: AllowedAddresses): LookupFunction {
  return (host, options, answer) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, []);
      const usable = found.filter(({ address }) => isAddressAllowed(address, host, port, allowed));
      const first = usable[0];
      if (!first) return answer(addressRefused(host), []);
      return options.all ? answer(null, usable) : answer(null, first.address, first.family);
    });
  };
}

/** Throws when the host is written as an address that is not allowed: net.connect never looks those up. */
export function refuseLiteralAddress(host: string, port: number, allowed: AllowedAddresses): void {
  const bare = host.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0 && !isAddressAllowed(bare, bare, port, allowed)) throw addressRefused(bare);
}

function addressRefused(host: string): OutgoingError {
  return new OutgoingError(
    "address_refused",
    `${host} is an address inside this network, which is not allowed. Use a public address; whoever runs Steward can allow this one with the setting STEWARD_ALLOW_PRIVATE.`,
  );
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function unmapped(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function isPublic(address: Address): boolean {
  if (address.range() !== "unicast") return false;
  // Only 2000::/3 is assigned as global unicast (RFC 4291 section 2.4, IANA). It leaves out NAT64 and the rest.
  return address instanceof ipaddr.IPv4 || address.match(ipaddr.IPv6.parse("2000::"), 3);
}

/** Cloud metadata: credentials for whoever can ask. Azure's 168.63.129.16 is outside every reserved range. */
function isMetadata(address: Address): boolean {
  return METADATA.has(address.toString());
}

const METADATA = new Set([
  "169.254.169.254",
  "169.254.170.2",
  "100.100.100.200",
  "168.63.129.16",
  "fd00:ec2::254",
]);

function isInRange(address: Address, entry: string): boolean {
  if (entry === "loopback") return address.range() === "loopback";
  if (!ipaddr.isValidCIDR(entry)) return false;
  const [range, bits] = ipaddr.parseCIDR(entry);
  return range.kind() === address.kind() && address.match(range, bits);
}

function isPlace(host: string, port: number, entry: string): boolean {
  const place = /^(?<name>\[[^\]]+\]|[^:/]+):(?<port>\d+)$/.exec(entry)?.groups;
  const name = place?.name?.replace(/^\[|\]$/g, "").toLowerCase();
  return name === host.toLowerCase() && Number(place?.port) === port;
}
