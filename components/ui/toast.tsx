"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names.ts";
import { MEANING_ICONS, MEANING_INK, type Meaning } from "./meaning.tsx";

type ToastDetail = { meaning: Meaning };
const SHOWN = 3;

/** Holds the toasts. Wrap the frame in it once. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider limit={SHOWN}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-20 z-50 flex flex-col gap-2 sm:right-6 sm:bottom-6 sm:left-auto sm:w-96 print:hidden">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

/** `toast({ title })` says that something happened elsewhere or is done; `undo` adds a button. Milliseconds. */
export function useToast() {
  const manager = Base.useToastManager<ToastDetail>();
  return function toast(options: {
    title: string;
    description?: string;
    meaning?: Meaning;
    timeoutMs?: number;
    undo?: () => void;
  }): void {
    const { title, description, meaning = "good", timeoutMs = 6000, undo } = options;
    const id = manager.add({
      title,
      description,
      timeout: timeoutMs,
      priority: meaning === "danger" ? "high" : "low",
      data: { meaning },
      ...(undo === undefined ? {} : { actionProps: { children: "Undo", onClick: takeBack } }),
    });
    function takeBack() {
      manager.close(id);
      undo?.();
    }
  };
}

function ToastList() {
  const { toasts } = Base.useToastManager<ToastDetail>();
  return toasts.map((toast) => {
    const meaning = toast.data?.meaning ?? "neutral";
    const Icon = MEANING_ICONS[meaning];
    return (
      <Base.Root key={toast.id} toast={toast} className="floating data-limited:hidden">
        <Base.Content className="flex items-start gap-2.5 py-2.5 pr-2 pl-3">
          <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", MEANING_INK[meaning])} />
          <div className="min-w-0 flex-1">
            <Base.Title className="text-body font-strong" />
            <Base.Description className="text-ink-muted" />
          </div>
          <Base.Action className="min-h-6 rounded-small px-2 text-accent font-strong hover:bg-hover touch:min-h-11" />
          <Base.Close
            aria-label="Dismiss"
            className="grid size-6 shrink-0 place-items-center rounded-small text-ink-faint hover:bg-hover hover:text-ink touch:size-11"
          >
            <X aria-hidden="true" className="size-3.5" />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    );
  });
}
