import { z } from "zod";
import { toCef } from "#lib/audit/export/cef.ts";
import { headerLine, rowLine } from "#lib/audit/export/jsonl.ts";
import { toOcsf } from "#lib/audit/export/ocsf.ts";
import { getAuditHead } from "#lib/audit/queries/get-audit-head.ts";
import { readTrail } from "#lib/audit/read-trail.ts";
import type { ChainHead, ChainRow } from "#lib/audit/verify-chain.ts";
import { apiRoute } from "#lib/doors/api-route.ts";
import { textStream } from "#lib/doors/text-stream.ts";
import type { Actor } from "#lib/kernel/actor.ts";
import { AppError } from "#lib/kernel/app-error.ts";
import { now } from "#lib/kernel/clock.ts";

const FORMAT_NAMES = ["jsonl", "ocsf", "cef"] as const;
const asked = z.object({ format: z.enum(FORMAT_NAMES).default("jsonl") });

export const GET = apiRoute(
  { input: asked, permission: "audit:read" },
  {
    says: "The whole trail up to now as a file, streamed. JSON Lines can be verified offline.",
    answer: { file: ["application/jsonl", "text/plain"] },
  },
  async ({ actor, input }) => {
    const known = asked.safeParse(input);
    if (!known.success) {
      throw new AppError("invalid", `There is no such format. There are: ${FORMAT_NAMES.join(", ")}.`);
    }
    const format = FORMATS[known.data.format];
    // Asked before the first byte, so that who may not read gets an answer and no half of a file.
    const head = await getAuditHead(actor, {});
    const at = now();
    const name = `steward-audit-${at.toISOString().slice(0, 10)}-${head.sequence}.${format.extension}`;
    const first = format.hasHeader ? `${headerLine(actor.organizationId, head, at)}\n` : "";
    return new Response(textStream(textOf(actor, head, first, format.toLine)), {
      headers: {
        "content-type": format.type,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  },
);

interface Format {
  extension: string;
  type: string;
  hasHeader: boolean;
  toLine: (row: ChainRow) => string;
}

const JSON_LINES = "application/jsonl; charset=utf-8";

const FORMATS: Record<(typeof FORMAT_NAMES)[number], Format> = {
  jsonl: { extension: "jsonl", type: JSON_LINES, hasHeader: true, toLine: rowLine },
  ocsf: {
    extension: "ocsf.jsonl",
    type: JSON_LINES,
    hasHeader: false,
    toLine: (row) => JSON.stringify(toOcsf(row)),
  },
  cef: { extension: "cef", type: "text/plain; charset=utf-8", hasHeader: false, toLine: toCef },
};

async function* textOf(actor: Actor, head: ChainHead, first: string, toLine: Format["toLine"]) {
  if (first !== "") yield first;
  for await (const rows of readTrail(actor, head)) yield `${rows.map(toLine).join("\n")}\n`;
}
