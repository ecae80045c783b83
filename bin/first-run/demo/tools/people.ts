import { choice, count, defineTool, text } from "./define-tool.ts";

/** Employees, leave and pay. */
export const people = [
  defineTool(
    "search_employees",
    "Search employees by name, team or location. Returns work contact details only.",
    { query: text("Name, team or place."), limit: count("People to return.", 50) },
    { required: ["query"], claim: "reads" },
  ),
  defineTool(
    "get_employee_record",
    "Get an employee's full record: address, date of birth, salary, emergency contacts.",
    { employeeId: text("Employee number.") },
    { claim: "reads" },
  ),
  defineTool(
    "approve_leave",
    "Approve or reject a leave request on behalf of the manager.",
    {
      leaveId: text("Leave request id."),
      action: choice("The answer.", ["approve", "reject"]),
      note: text("Sent to the employee."),
    },
    { required: ["leaveId", "action"], claim: "sets" },
  ),
  defineTool(
    "update_salary",
    "Change an employee's salary from a day on; payroll takes it over with the next run.",
    {
      employeeId: text("Employee number."),
      salary: { type: "number", minimum: 0, description: "Yearly, before tax." },
      from: text("First day.", { format: "date" }),
    },
    { claim: "destroys" },
  ),
];
