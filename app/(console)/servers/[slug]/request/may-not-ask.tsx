import { LockKeyhole } from "lucide-react";
import type { ComponentProps } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Card } from "#components/ui/section.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";

interface Props extends Pick<ComponentProps<typeof PageHeader>, "title" | "breadcrumbs"> {
  server: Pick<ServerPage, "slug" | "owner">;
  reason: string;
}

/** Instead of a form that this person could fill in and never send. */
export function MayNotAsk({ server, reason, ...header }: Props) {
  return (
    <>
      <PageHeader {...header} />
      <Card>
        <EmptyState
          icon={<LockKeyhole />}
          title="You cannot ask this for the server"
          actions={<LinkButton href={`/servers/${server.slug}`}>Go to the server</LinkButton>}
        >
          {reason} {server.owner !== null && `Ask ${server.owner.name}, its owner.`}
        </EmptyState>
      </Card>
    </>
  );
}
