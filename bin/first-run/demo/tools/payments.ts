import { choice, count, defineTool, moment, text } from "./define-tool.ts";

/** Money going out and coming back. */
export const payments = [
  defineTool(
    "retrieve_payment",
    "Retrieve a payment with its attempts, fees and disputes.",
    { paymentId: text("Payment id.", { pattern: "^pi_[A-Za-z0-9]+$" }) },
    { claim: "reads" },
  ),
  defineTool(
    "list_disputes",
    "List disputes that wait for evidence.",
    { since: moment("Only those opened since."), limit: count("Disputes to return.") },
    { required: [], claim: "reads" },
  ),
  defineTool(
    "create_refund",
    "Refund a payment, in full or in part, to the card it came from.",
    {
      paymentId: text("Payment id."),
      amount: { type: "integer", minimum: 1, description: "In the smallest unit of the currency." },
      reason: choice("Shown to the customer.", ["duplicate", "fraudulent", "requested_by_customer"]),
    },
    { required: ["paymentId", "reason"], claim: "adds" },
  ),
  defineTool(
    "create_payout",
    "Send money from the balance to a bank account on file.",
    {
      accountId: text("Bank account id on file."),
      amount: { type: "integer", minimum: 100, description: "In the smallest unit of the currency." },
      currency: text("ISO 4217 code.", { pattern: "^[A-Z]{3}$" }),
    },
    { claim: "destroys" },
  ),
  defineTool(
    "update_subscription",
    "Change plan, quantity or trial end of a subscription; prorations are invoiced at once.",
    {
      subscriptionId: text("Subscription id."),
      priceId: text("New price."),
      quantity: count("Seats.", 10_000),
    },
    { required: ["subscriptionId"], claim: "sets" },
  ),
];
