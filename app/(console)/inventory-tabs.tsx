import { TabLinks } from "#components/ui/tab-links.tsx";

const LISTS = [
  { key: "servers", label: "Servers", href: "/servers" },
  { key: "systems", label: "Systems", href: "/systems" },
  { key: "credentials", label: "Credentials", href: "/credentials" },
  { key: "consumers", label: "Consumers", href: "/consumers" },
] as const;

/** From one list of the inventory to the other. */
export function InventoryTabs({ current }: { current: (typeof LISTS)[number]["key"] }) {
  return (
    <TabLinks
      label="Inventory"
      tabs={LISTS.map(({ key, label, href }) => ({ label, href, isCurrent: key === current }))}
    />
  );
}
