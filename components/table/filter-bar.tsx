"use client";

import { ListFilter } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuCheckbox, MenuGroup } from "#components/ui/menu.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { chosenFilters, type FilterField, withFilter } from "./filters.ts";

/** A list's filters: a menu of the declared fields, and a chip for each one in force. The URL holds them. */
export function FilterBar({ fields }: { fields: readonly FilterField[] }) {
  const router = useRouter();
  const pathname = usePathname();
  const search = new URLSearchParams(useSearchParams());
  const chosen = chosenFilters(fields, search);
  return (
    <>
      <Menu align="start" trigger={<Button icon={<ListFilter aria-hidden="true" />}>Filter</Button>}>
        <div className="max-h-[min(26rem,70dvh)] overflow-y-auto">
          {fields.map((field) => (
            <MenuGroup key={field.param} label={field.label}>
              {field.options.map((option) => (
                <MenuCheckbox
                  key={option.value}
                  isChecked={search.getAll(field.param).includes(option.value)}
                  onChange={(isOn) =>
                    router.push(pathname + withFilter(search, field.param, option.value, isOn), {
                      scroll: false,
                    })
                  }
                >
                  {option.label}
                </MenuCheckbox>
              ))}
            </MenuGroup>
          ))}
        </div>
      </Menu>
      {chosen.map(({ field, value, label }) => (
        <Tag
          key={`${field.param} ${value}`}
          removeHref={pathname + withFilter(search, field.param, value, false)}
          removeLabel={`Remove the filter ${field.label}: ${label}`}
        >
          {field.label}: {label}
        </Tag>
      ))}
    </>
  );
}
