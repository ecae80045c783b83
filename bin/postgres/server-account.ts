import { lstat, readFile } from "node:fs/promises";
import { dirname } from "node:path";

export type Account = { uid: number; gid: number; name: string };

/**
 * PostgreSQL refuses to run as root. Under root it runs as `postgres` where that user exists, otherwise as
 * `nobody`; no user is ever created. For any other user it runs as that user: `undefined`.
 */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = parsePasswd(await readFile("/etc/passwd", "utf8"));
  return accounts.find((it) => it.name === "postgres") ?? accounts.find((it) => it.name === "nobody");
}

/** Lines of passwd(5); those that are malformed or root are left out. */
export function parsePasswd(text: string): Account[] {
  return text.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    const account = { name: name ?? "", uid: Number(uid), gid: Number(gid) };
    return account.name !== "" && account.uid > 0 && account.gid > 0 ? [account] : [];
  });
}

/** Whether the account may pass through every directory above a path and the path itself, if it is one. */
export async function canReach(account: Account, path: string): Promise<boolean> {
  for (let directory = path; ; directory = dirname(directory)) {
    const { mode, uid, gid } = await lstat(directory);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (directory === dirname(directory)) return true;
  }
}
