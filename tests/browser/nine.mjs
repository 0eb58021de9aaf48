// Nine ordinary visitors: what the first screen of a result is held to. More answers stand here
// than each is asked for, so that a question more or less changes nothing.

const offer = { provider: "listed", support_hours: "16", total_hours: "24", price: "1800" };
const noOffer = { offer: "no" };
const employee = {
  status: "permanent", leave: "none", start_date: "unknown", working_time: "outside", plan: "not_asked", small_firm: "unknown",
  previous_bilan: "none", topup_by: "none", balance: "2000", share_paid: "0",
};
const alone = { benefit: "none", start_date: "unknown", previous_bilan: "none", topup_by: "none", levy_paid: "yes" };

export const nine = [
  { id: "nurse", who: "nurse without an offer", answers: { ...employee, ...noOffer, balance: "unknown" } },
  { id: "nurse-offer", who: "nurse with an offer", answers: { ...employee, ...offer } },
  {
    id: "hospital",
    who: "hospital nurse who knows no offer",
    answers: {
      ...noOffer, status: "hospital_agent", leave: "none", start_date: "unknown", working_time: "during", priority_agent: "no",
      service_since: "2015-05-20", previous_bilan: "none", end_date: "unknown",
    },
  },
  { id: "jobseeker", who: "jobseeker", answers: { ...offer, status: "jobseeker", start_date: "2027-01-18", previous_bilan: "none", price: "1700", topup_by: "none", balance: "1250" } },
  { id: "craftsman", who: "craftsman", answers: { ...alone, ...offer, status: "craft", balance: "1500", levy_from_threshold: "yes", delivery: "in_person" } },
  {
    id: "territorial",
    who: "territorial agent",
    answers: {
      ...offer, status: "territorial_agent", leave: "none", start_date: "2027-03-01", end_date: "2027-05-01", working_time: "during",
      priority_agent: "no", previous_bilan: "none", leave_asked: "no", service_since: "2015-05-20",
    },
  },
  {
    id: "sick",
    who: "employee on sick leave, whose employer offers to pay",
    answers: {
      ...employee, ...offer, leave: "sick", leave_end: "2027-01-31", start_date: "2027-01-11", end_date: "2027-03-15", medical_agreement: "not_yet",
      plan: "offered", previous_bilan: "counted", previous_end: "2023-06-30", price: "1600",
    },
  },
  { id: "student", who: "student", answers: { ...alone, ...offer, status: "student", leave: "none", price: "1500", balance: "0" } },
  { id: "shopkeeper", who: "shopkeeper", answers: { ...alone, ...offer, status: "shopkeeper", start_date: "2027-03-31", price: "1680", balance: "1500", levy_from_threshold: "yes", delivery: "remote" } },
];
