/** Every time zone that can be chosen, by its IANA name. Read on the server: browsers do not all know the same. */
export function timeZones(own: string): string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), own])];
}
