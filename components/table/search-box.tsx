"use client";

import { Search } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { type FormEvent, useId } from "react";
import { useListNavigation } from "./list-navigation.tsx";

/** The list's search: `?q=` in the address, without the cursor of the page that was being read. Enter searches. */
export function SearchBox(props: {
  label: string;
  placeholder: string;
  defaultValue: string;
  param?: string;
}) {
  const { go } = useListNavigation();
  const pathname = usePathname();
  const params = useSearchParams();
  const id = useId();
  const name = props.param ?? "q";

  function search(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const value = String(new FormData(event.currentTarget).get(name) ?? "").trim();
    const next = new URLSearchParams(params);
    next.delete("cursor");
    if (value === "") next.delete(name);
    else next.set(name, value);
    go(next.size === 0 ? pathname : `${pathname}?${next}`);
  }

  return (
    <search className="w-full sm:w-72">
      <form onSubmit={search} className="relative">
        <label htmlFor={id} className="sr-only">
          {props.label}
        </label>
        <Search
          aria-hidden="true"
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-ink-faint"
        />
        <input
          // A new address is a new search: what was typed before does not stay.
          key={props.defaultValue}
          id={id}
          name={name}
          type="search"
          data-table-search
          defaultValue={props.defaultValue}
          placeholder={props.placeholder}
          className="control pl-8"
        />
      </form>
    </search>
  );
}
