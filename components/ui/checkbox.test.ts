import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FormContext } from "#components/form/form-context.ts";
import type { FormState } from "#components/form/form-state.ts";
import { CheckboxGroup } from "./checkbox.tsx";

const OPTIONS = ["pii", "phi", "pci"].map((value) => ({ value, label: value }));

/** The values that are ticked in what the server renders, as a page without JavaScript shows it. */
function ticked(state: FormState): string[] {
  const group = createElement(CheckboxGroup, {
    name: "dataClasses",
    label: "Data classes",
    options: OPTIONS,
    defaultValues: ["pii"],
  });
  const markup = renderToStaticMarkup(
    createElement(FormContext.Provider, { value: { state, isPending: false, places: new Map() } }, group),
  );
  const boxes = markup.match(/<input[^>]*>/g) ?? [];
  return boxes.filter((box) => / checked=""/.test(box)).map((box) => /value="(\w+)"/.exec(box)?.[1] ?? "");
}

const REFUSED = { status: "error", message: "No.", fieldErrors: {}, values: {} } as const;

test("a group has what is on record until somebody chose otherwise", () => {
  expect(ticked({ status: "idle" })).toEqual(["pii"]);
});

test("a group keeps what was chosen when the form was refused", () => {
  expect(ticked({ ...REFUSED, chosen: { dataClasses: ["phi", "pci"] } })).toEqual(["phi", "pci"]);
  expect(ticked({ ...REFUSED, chosen: {} })).toEqual([]);
});
