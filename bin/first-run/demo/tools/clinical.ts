import { defineTool, text } from "./define-tool.ts";

/** Appointments and records of an occupational health clinic. */
export const clinical = [
  defineTool(
    "find_appointments",
    "Find free appointments by clinic and day.",
    { clinic: text("Clinic code."), day: text("Day.", { format: "date" }) },
    { claim: "reads" },
  ),
  defineTool(
    "get_patient_summary",
    "Get a patient's summary: allergies, medication, open referrals.",
    { patientId: text("Patient number.") },
    { claim: "reads" },
  ),
  defineTool(
    "book_appointment",
    "Book an appointment for a patient.",
    { patientId: text("Patient number."), slotId: text("Free appointment."), note: text("For the clinic.") },
    { required: ["patientId", "slotId"], claim: "adds" },
  ),
];
