"use client";

import { FileText, Upload, X } from "lucide-react";
import { useRef, useState } from "react";
import { FieldNotes, type FieldProps, splitField, useField } from "#components/form/field.tsx";
import { cn } from "./class-names.ts";

/**
 * A place to drop files, and a picker for everyone else. The files are sent under `name`.
 * `accept` is the picker's filter, as in HTML; sizes are bytes and only shown: the server decides.
 */
export function FileDrop(
  props: FieldProps & { accept?: string; isMultiple?: boolean; onChange?: (files: readonly File[]) => void },
) {
  const { field, control } = splitField(props);
  const { isMultiple = true } = control;
  const { wiring, error } = useField(field);
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isOver, setIsOver] = useState(false);

  function keep(next: readonly File[]) {
    const kept = isMultiple ? next : next.slice(-1);
    if (input.current) input.current.files = toFileList(kept);
    setFiles(kept);
    control.onChange?.(kept);
  }

  return (
    <div className={cn("grid gap-1", field.className)}>
      <label
        htmlFor={wiring.id}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          keep(merge(files, event.dataTransfer.files));
        }}
        className={cn(ZONE, isOver && "border-accent bg-accent-soft", error !== undefined && "border-danger")}
      >
        <Upload aria-hidden="true" className="size-5 text-ink-faint" />
        <span className="font-strong">{field.label}</span>
        <span className="text-ink-muted">
          Drop {isMultiple ? "files" : "a file"} here or{" "}
          <span className="text-accent underline decoration-accent-line underline-offset-3">choose</span>
        </span>
        <input
          ref={input}
          {...wiring}
          type="file"
          multiple={isMultiple}
          accept={control.accept}
          onChange={(event) => keep(merge(files, event.target.files))}
          className="sr-only"
        />
      </label>
      <ChosenFiles files={files} onRemove={(file) => keep(files.filter((other) => other !== file))} />
      <FieldNotes field={field} id={wiring.id} error={error} />
    </div>
  );
}

function ChosenFiles(props: { files: readonly File[]; onRemove: (file: File) => void }) {
  return (
    <ul aria-live="polite" aria-label="Chosen files" className="grid">
      {props.files.map((file) => (
        <li
          key={fileKey(file)}
          className="flex min-h-8 items-center gap-2 border-line border-b px-1 last:border-b-0"
        >
          <FileText aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
          <span className="min-w-0 flex-1 truncate">{file.name}</span>
          <span className="text-ink-faint text-small tabular-nums">{readableSize(file.size)}</span>
          <button
            type="button"
            aria-label={`Remove ${file.name}`}
            onClick={() => props.onRemove(file)}
            className="grid size-6 place-items-center rounded-small text-ink-faint hover:bg-hover hover:text-ink touch:size-11"
          >
            <X aria-hidden="true" className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The same file chosen twice counts once; two files of one name, from two folders, are two. */
function merge(files: readonly File[], added: FileList | null): readonly File[] {
  return [...new Map([...files, ...(added ?? [])].map((file) => [fileKey(file), file])).values()];
}

function fileKey(file: File): string {
  return `${file.webkitRelativePath || file.name}:${file.size}:${file.lastModified}`;
}

function toFileList(files: readonly File[]): FileList {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer.files;
}

function readableSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

const ZONE = cn(
  "grid cursor-pointer justify-items-center gap-1 rounded-large border border-line-strong border-dashed bg-surface px-4 py-8 text-center",
  "hover:border-accent has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2",
);
