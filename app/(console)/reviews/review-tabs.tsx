import { TabLinks } from "#components/ui/tab-links.tsx";

const PAGES = [
  { key: "running", label: "Open", href: "/reviews" },
  { key: "closed", label: "Closed", href: "/reviews?state=closed" },
  { key: "mine", label: "Mine", href: "/reviews/mine" },
  { key: "coverage", label: "Coverage", href: "/reviews/coverage" },
  { key: "schedules", label: "Schedules", href: "/reviews/schedules" },
] as const;

export type ReviewsPage = (typeof PAGES)[number]["key"];

/** From one page about reviews to the other. */
export function ReviewTabs({ current }: { current: ReviewsPage }) {
  return (
    <TabLinks
      label="Reviews"
      tabs={PAGES.map(({ key, label, href }) => ({ label, href, isCurrent: key === current }))}
    />
  );
}
