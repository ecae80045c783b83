import { Tag } from "#components/ui/tag.tsx";
import { type AuditSearch, auditHref } from "./read-audit-search.ts";

/** The filters that the form does not show: set by a link, taken away here. */
export function SearchTags({ search, serverName }: { search: AuditSearch; serverName: string | undefined }) {
  if (search.server === undefined && search.subject === undefined) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {search.server !== undefined && (
        <Tag removeHref={auditHref(search, { server: null })} removeLabel="Show all servers">
          Server: {serverName ?? search.server}
        </Tag>
      )}
      {search.subject !== undefined && (
        <Tag removeHref={auditHref(search, { subject: null })} removeLabel="Show everything">
          About one thing only
        </Tag>
      )}
    </div>
  );
}
