/** Says that the item is before its reviewer. Resolves when the server has noted it, or could not be asked: it then says so itself. */
export async function sayOpened(campaignId: string, itemId: string): Promise<void> {
  await fetch(`/api/v1/campaigns/${campaignId}/items/${itemId}/opening`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => undefined);
}
