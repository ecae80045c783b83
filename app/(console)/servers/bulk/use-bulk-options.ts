import { useEffect, useState } from "react";
import type { BulkOptions } from "./options/route.ts";

export type LoadedOptions = BulkOptions | "loading" | "failed";

/** What there is to choose from, asked once when the dialog opens. */
export function useBulkOptions(): LoadedOptions {
  const [options, setOptions] = useState<LoadedOptions>("loading");
  useEffect(() => {
    const controller = new AbortController();
    fetch("/servers/bulk/options", { signal: controller.signal })
      .then(async (answer) => setOptions(answer.ok ? await answer.json() : "failed"))
      .catch(() => {
        if (!controller.signal.aborted) setOptions("failed");
      });
    return () => controller.abort();
  }, []);
  return options;
}
