/** Whether a URL's host is this machine itself, where nobody else is on the way. IPv6 in brackets, as URLs have it. */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)$/i.test(host);
}
