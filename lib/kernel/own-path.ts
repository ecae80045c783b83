/**
 * Where on this site a link given from outside leads, or null when it leads elsewhere. Decided by the URL parser that
 * browsers use, since it drops tabs and reads backslashes as slashes.
 */
export function ownPath(target: string, siteUrl: string): string | null {
  const site = new URL(siteUrl);
  if (!URL.canParse(target, site)) return null;
  const url = new URL(target, site);
  if (url.origin !== site.origin) return null;
  // Two slashes would be read as another host by whoever resolves the path again.
  return url.pathname.replace(/^\/+/, "/") + url.search;
}
