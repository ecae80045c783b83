import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";

/** The way from nothing to the first approved tool, in four steps. Who may not import is told who may. */
export function FirstUse({ candidates, canImport }: { candidates: number; canImport: boolean }) {
  const hasFound = candidates > 0;
  return (
    <Section
      title="Four steps to the first governed server"
      description={
        canImport
          ? "Each takes a minute or two. Nothing is changed on the servers themselves."
          : "An administrator takes these steps. You will find your servers here when that is done."
      }
      flush
    >
      <ol className="divide-y divide-line">
        <Step
          number={1}
          title="Import client files"
          isDone={hasFound}
          action={canImport && <Go href="/discover" label="Import" isNext={!hasFound} />}
        >
          {hasFound
            ? `${candidates.toLocaleString("en")} ${candidates === 1 ? "server was" : "servers were"} found.`
            : "Drop the configuration files of people's AI clients. Secrets in them are never kept."}
        </Step>
        <Step
          number={2}
          title="Register a server"
          action={
            canImport && (
              <>
                <Go href="/discover" label="From what was found" isNext={hasFound} />
                <Go href="/servers/new" label="By hand" isNext={false} />
              </>
            )
          }
        >
          Give it an owner, a purpose and an environment. From then on somebody answers for it.
        </Step>
        <Step number={3} title="Introspect it">
          On the server's page: Steward asks it which tools it offers and judges what each could do.
        </Step>
        <Step number={4} title="Approve its tools">
          The owner asks for what is needed, and somebody else approves it, for a time.
        </Step>
      </ol>
    </Section>
  );
}

function Step(props: {
  number: number;
  title: string;
  isDone?: boolean;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4">
      <span
        aria-hidden="true"
        className="grid size-8 shrink-0 place-items-center rounded-full border border-line-strong text-ink-muted tabular-nums font-strong"
      >
        {props.isDone ? <CircleCheck className="size-5 text-good" /> : props.number}
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <h3 className="flex flex-wrap items-center gap-x-3 font-strong">
          {props.title}
          {props.isDone && <Status meaning="good">Done</Status>}
        </h3>
        <p className="max-w-prose text-ink-muted text-pretty">{props.children}</p>
      </div>
      {props.action && <div className="flex flex-wrap gap-2">{props.action}</div>}
    </li>
  );
}

function Go({ href, label, isNext }: { href: string; label: string; isNext: boolean }) {
  return (
    <LinkButton href={href} variant={isNext ? "primary" : "secondary"}>
      {label}
    </LinkButton>
  );
}
