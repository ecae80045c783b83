import { connectOwner } from "#bin/postgres/connect-owner.ts";
import { newId } from "#lib/kernel/id.ts";

/** A service token on record, and the person who made it: an import says which token sent it. Gives its id. */
export async function layToken(ownerUrl: string, organizationId: string): Promise<string> {
  const [tokenId, userId] = [newId(), newId()];
  const owner = await connectOwner(ownerUrl);
  try {
    await owner.query(
      `insert into users (organization_id, id, email, name, is_active, created_at)
       values ($1, $2, 'token-maker@bench.example', 'Token Maker', true, now())`,
      [organizationId, userId],
    );
    await owner.query(
      `insert into service_token (organization_id, id, name, token_hash, hint, scopes, created_by_id, created_at,
         expires_at)
       values ($1, $2, 'bench', $3, 'none', '{imports:write}', $4, now(), now() + interval '1 day')`,
      [organizationId, tokenId, Buffer.from(tokenId), userId],
    );
  } finally {
    await owner.end();
  }
  return tokenId;
}
