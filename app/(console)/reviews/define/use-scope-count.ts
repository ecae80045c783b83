import { useEffect, useState } from "react";
import type { CampaignScope, ReviewSubject } from "#lib/reviews/campaign-definition.ts";
import type { ScopeAnswer } from "./scope/route.ts";

const PAUSE_MS = 250;

/** How much a scope finds now, asked again when it changes and the typing pauses; what was known stays meanwhile. */
export function useScopeCount(scope: CampaignScope, subjects: readonly ReviewSubject[]) {
  const [known, setKnown] = useState<ScopeAnswer | null>(null);
  const [state, setState] = useState<"counting" | "known" | "failed">("counting");
  const question = JSON.stringify({ scope, subjects });
  useEffect(() => {
    const asked = new AbortController();
    setState("counting");
    const pause = setTimeout(async () => {
      try {
        const answer = await fetch("/reviews/define/scope", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: question,
          signal: asked.signal,
        });
        if (answer.ok) setKnown(await answer.json());
        setState(answer.ok ? "known" : "failed");
      } catch {
        if (!asked.signal.aborted) setState("failed");
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
      asked.abort();
    };
  }, [question]);
  return { known, state };
}
