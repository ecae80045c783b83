/** What one consumer asked of one tool since the last batch. Times in milliseconds since 1970. */
export interface ToolUse {
  toolId: string;
  consumerId: string;
  allowed: number;
  denied: number;
  lastAllowedAt: number | null;
  lastDeniedAt: number | null;
}

/** Everything of one organization since the last batch. */
export interface UsageBatch {
  organizationId: string;
  uses: ToolUse[];
  /** When each token was last used, by its id. */
  tokens: Map<string, number>;
}

/** More pairs of a tool and a consumer than this between two batches are not counted one by one. */
const PAIRS_MAX = 100_000;

/** Counts in memory what is written in batches: nothing is written when a question is answered. */
export class UsageCounter {
  #batches = new Map<string, { uses: Map<string, Map<string, ToolUse>>; tokens: Map<string, number> }>();
  #pairs = 0;
  /** Answers that were not counted, since this process started. */
  dropped = 0;

  count(organizationId: string, toolId: string, consumerId: string, isAllowed: boolean, at: number): void {
    const use = this.#pairOf(organizationId, toolId, consumerId);
    if (use === null) {
      this.dropped += 1;
    } else if (isAllowed) {
      use.allowed += 1;
      use.lastAllowedAt = at;
    } else {
      use.denied += 1;
      use.lastDeniedAt = at;
    }
  }

  countToken(organizationId: string, tokenId: string, at: number): void {
    this.#batchOf(organizationId).tokens.set(tokenId, at);
  }

  /** What was counted since this was last called. */
  take(): UsageBatch[] {
    const batches = this.#batches;
    this.#batches = new Map();
    this.#pairs = 0;
    return [...batches].map(([organizationId, { uses, tokens }]) => ({
      organizationId,
      uses: [...uses.values()].flatMap((ofTool) => [...ofTool.values()]),
      tokens,
    }));
  }

  /** Counts a batch again that could not be written. */
  putBack({ organizationId, uses, tokens }: UsageBatch): void {
    for (const lost of uses) {
      const use = this.#pairOf(organizationId, lost.toolId, lost.consumerId);
      if (use === null) {
        this.dropped += lost.allowed + lost.denied;
        continue;
      }
      use.allowed += lost.allowed;
      use.denied += lost.denied;
      use.lastAllowedAt ??= lost.lastAllowedAt;
      use.lastDeniedAt ??= lost.lastDeniedAt;
    }
    const now = this.#batchOf(organizationId).tokens;
    for (const [id, at] of tokens) if (!now.has(id)) now.set(id, at);
  }

  #pairOf(organizationId: string, toolId: string, consumerId: string): ToolUse | null {
    const { uses } = this.#batchOf(organizationId);
    let ofTool = uses.get(toolId);
    const known = ofTool?.get(consumerId);
    if (known !== undefined) return known;
    if (this.#pairs >= PAIRS_MAX) return null;
    if (ofTool === undefined) {
      ofTool = new Map();
      uses.set(toolId, ofTool);
    }
    const use = { toolId, consumerId, allowed: 0, denied: 0, lastAllowedAt: null, lastDeniedAt: null };
    this.#pairs += 1;
    ofTool.set(consumerId, use);
    return use;
  }

  #batchOf(organizationId: string) {
    let batch = this.#batches.get(organizationId);
    if (batch === undefined) {
      batch = { uses: new Map(), tokens: new Map() };
      this.#batches.set(organizationId, batch);
    }
    return batch;
  }
}
