import { Download, RotateCcw, Undo2, X } from "lucide-react";
import type { ReactNode } from "react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import type { FormAction } from "#components/form/form-state.ts";
import { buttonLook } from "#components/ui/button-look.ts";
import type { BulkChangePage } from "#lib/bulk/queries/get-bulk-change.ts";
import { cancelBulkAction, putBackBulkAction, retryBulkAction } from "../actions.ts";
import { isUnderWay, serversInWords } from "../bulk-words.ts";

/** What can be done with a bulk change now; what cannot says why. */
export function BulkButtons({ change }: { change: BulkChangePage }) {
  const { allowed } = change;
  return (
    <>
      {isUnderWay(change) ? (
        <Ask
          change={change}
          action={cancelBulkAction}
          label="Cancel the change"
          icon={<X aria-hidden="true" />}
          allowed={allowed.cancel}
          isDangerous
        >
          It stops after the servers it is changing now. What is changed stays changed, and can be put back.
        </Ask>
      ) : (
        <>
          {(change.failedCount > 0 || change.state === "failed") && (
            <Ask
              change={change}
              action={retryBulkAction}
              label="Try again"
              icon={<RotateCcw aria-hidden="true" />}
              allowed={allowed.retry}
            >
              Servers that failed are tried again, and those that still wait are changed.
            </Ask>
          )}
          <Ask
            change={change}
            action={putBackBulkAction}
            label="Put back"
            icon={<Undo2 aria-hidden="true" />}
            allowed={allowed.putBack}
          >
            {serversInWords(change.changedCount)} get back what stood there before, as a bulk change of its
            own. What somebody changed since stays as it is.
          </Ask>
        </>
      )}
      {/* A file, not a page: the browser fetches it itself. */}
      <a className={buttonLook()} href={`/servers/bulk/${change.id}/rows.csv`} download>
        <Download aria-hidden="true" />
        CSV
      </a>
    </>
  );
}

function Ask(props: {
  change: BulkChangePage;
  action: FormAction;
  label: string;
  icon: ReactNode;
  allowed: true | string;
  isDangerous?: boolean;
  children: ReactNode;
}) {
  return (
    <FormDialog
      action={props.action}
      label={props.label}
      icon={props.icon}
      disabledReason={props.allowed === true ? undefined : props.allowed}
      title={props.label}
      submitLabel={props.label}
      isDangerous={props.isDangerous ?? false}
      size="small"
    >
      <input type="hidden" name="bulkChangeId" value={props.change.id} />
      <p className="text-ink-muted">{props.children}</p>
    </FormDialog>
  );
}
