import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  isDriverAdapterError,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { escapeIdentifier } from "pg";

type SchemaEngine = bindings.SchemaEngine;
export type RunScript = (query: (sql: string) => Promise<void>, script: string) => Promise<void>;

let isLoaded = false;

/**
 * Prisma's schema engine, compiled to WebAssembly: the same that `prisma migrate deploy` runs as a binary, which
 * would have to be downloaded. It keeps `_prisma_migrations`, so the ordinary Prisma CLI stays usable.
 * @param runScript is given every migration script; it decides how it is sent.
 */
export async function openSchemaEngine(
  url: string,
  datamodels: [path: string, content: string][],
  runScript: RunScript,
): Promise<{ engine: SchemaEngine; close(): Promise<void> }> {
  loadEngine();
  const adapters = new WholeScriptAdapters(url, runScript);
  const factory = bindMigrationAwareSqlAdapterFactory(adapters);
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, factory);
    const close = async () => {
      engine.free();
      await adapters.close();
    };
    return { engine, close };
  } catch (error) {
    await adapters.close();
    throw error;
  }
}

/**
 * The stock adapter cuts a script at every semicolon, which breaks function bodies and commits each piece on its
 * own. Sent whole, PostgreSQL runs it as one transaction (protocol documentation, 54.2.2.1).
 */
class WholeScriptAdapters extends PrismaPg {
  readonly #runScript: RunScript;
  readonly #open: { end(): Promise<void> }[] = [];

  constructor(url: string, runScript: RunScript) {
    super({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
    this.#runScript = runScript;
  }

  override async connect() {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    this.#open.push(pool);
    adapter.executeScript = (script) =>
      this.#runScript(async (sql) => {
        await pool.query(sql);
      }, script);
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      try {
        return await queryRaw(query);
      } catch (error) {
        const text = query.sql.trim().replace(/;$/, "");
        if (!isDriverAdapterError(error) || error.cause.kind !== "UnsupportedNativeDataType") throw error;
        const { fields } = await pool.query(`select * from (${text}) as answer limit 0`, query.args);
        return withCharacters(await queryRaw({ ...query, sql: castCharacters(text, fields) }), fields);
      }
    };
    return adapter;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((pool) => pool.end()));
  }
}

type Field = { name: string; dataTypeID: number };

/** PostgreSQL's internal type "char", used in its catalogue: the engine asks for it, the stock adapter has none. */
const CHARACTER_TYPE = 18;

function castCharacters(text: string, fields: Field[]): string {
  const columns = fields.map(({ name, dataTypeID }) => {
    const column = escapeIdentifier(name);
    return dataTypeID === CHARACTER_TYPE ? `${column}::text as ${column}` : column;
  });
  return `select ${columns.join(", ")} from (${text}) as answer`;
}

function withCharacters(result: SqlResultSet, fields: Field[]): SqlResultSet {
  const columnTypes = result.columnTypes.map((type, index) =>
    fields[index]?.dataTypeID === CHARACTER_TYPE ? ColumnTypeEnum.Character : type,
  );
  return { ...result, columnTypes };
}

function loadEngine(): void {
  if (isLoaded) return;
  // The engine reports a panic through this name, as Prisma's own command line arranges it.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message() {}, get: () => "" } });
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = new WebAssembly.Module(readFileSync(path.replace(/\.js$/, ".wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": importsWithoutWaiting() });
  callExport(bindings, "__wbg_set_wasm", exports);
  callExport(exports, "__wbindgen_start");
  isLoaded = true;
}

/** The engine leaves a ten-second timer behind, which must not keep a finished process alive. */
function importsWithoutWaiting(): WebAssembly.ModuleImports {
  const setTimer = (callback: () => void, ms: number) => setTimeout(callback, ms >>> 0).unref();
  const entries = Object.entries(bindings).map(([name, value]) =>
    name.startsWith("__wbg_setTimeout") ? [name, setTimer] : [name, value],
  );
  return Object.fromEntries(entries);
}

/** The generated declarations leave these two out. */
function callExport(from: object, name: string, ...args: unknown[]): void {
  const found: unknown = Reflect.get(from, name);
  if (typeof found !== "function") throw new Error(`@prisma/schema-engine-wasm has no ${name}`);
  found(...args);
}
