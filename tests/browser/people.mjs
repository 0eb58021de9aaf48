// Persons of `content/rules/cases/`, answering as they would type, with what the page must
// then show. Amounts are in cents: one, [min, max], [min] for "or more", or "unknown".

import { complete } from "./person.mjs";

const told = [
  {
    id: "C01",
    who: "permanent employee, comfortable balance",
    on: "2026-11-22",
    answers: {
      status: "permanent", leave: "none", start_date: "unknown", working_time: "outside", plan: "not_asked",
      small_firm: "unknown", previous_bilan: "none", provider: "listed", support_hours: "14", total_hours: "14",
      price: "1 800", topup_by: "none", balance: "3200",
    },
    verdict: "eligible",
    open: { cpf: "open", employer_plan: "conditional", self_pay: "open", opco: "unknown" },
    waits: {},
    amounts: {
      "cpf.covered": 160000, "cpf.share": 15000, "cpf.remaining": 20000, "cpf.left": 160000,
      "self_pay.remaining": 180000, "employer_plan.remaining": 0, "employer_plan.if_refused": 180000,
    },
    todo: [],
  },
  {
    id: "C06",
    who: "jobseeker, balance below the price",
    on: "2026-11-22",
    answers: {
      status: "jobseeker", start_date: "2027-01-18", previous_bilan: "none", provider: "listed",
      support_hours: "14", total_hours: "14", price: "1700", topup_by: "none", balance: "1250,00",
    },
    verdict: "eligible",
    open: { cpf: "open", france_travail: "to_check", self_pay: "open" },
    waits: {},
    amounts: {
      "cpf.covered": 125000, "cpf.remaining": 45000, "cpf.left": 0, "france_travail.covered": 45000,
      "france_travail.remaining": 0, "france_travail.if_refused": 45000,
    },
    // The CPF and France Travail have the same day.
    todo: [
      { fr: "Au plus tard le 3\u00a0janvier 2027", en: "By 3\u00a0January 2027 at the latest" },
      { fr: "Au plus tard le 3\u00a0janvier 2027", en: "By 3\u00a0January 2027 at the latest" },
    ],
  },
  {
    id: "J02",
    who: "jobseeker, price one cent above the ceiling",
    on: "2026-11-22",
    answers: {
      status: "jobseeker", start_date: "unknown", previous_bilan: "none", provider: "listed",
      support_hours: "14", total_hours: "14", price: "1600.01", topup_by: "none", balance: "4 500 €",
    },
    verdict: "eligible",
    open: { cpf: "open", france_travail: "to_check", self_pay: "open" },
    waits: {},
    amounts: { "cpf.covered": 160000, "cpf.remaining": 1, "cpf.left": 290000, "self_pay.remaining": 160001 },
    todo: [],
  },
  {
    id: "J05",
    who: "jobseeker who does not know the price",
    on: "2026-11-22",
    answers: {
      status: "jobseeker", start_date: "unknown", previous_bilan: "none", provider: "listed",
      support_hours: "14", total_hours: "14", price: "unknown", topup_by: "none", balance: "1250",
    },
    verdict: "eligible",
    open: { cpf: "open", france_travail: "to_check", self_pay: "open" },
    waits: {},
    amounts: { "cpf.covered": [15000, 125000], "cpf.remaining": "unknown", "cpf.left": [0, 110000] },
    todo: [],
  },
  {
    id: "C13",
    who: "territorial agent, on service time",
    on: "2026-11-22",
    answers: {
      status: "territorial_agent", leave: "none", start_date: "2027-03-01", working_time: "during",
      priority_agent: "no", previous_bilan: "none", provider: "listed", support_hours: "16", total_hours: "24",
      price: "1800",
    },
    verdict: "conditional",
    open: { territorial_leave: "conditional", self_pay: "open", public_cpf: "conditional" },
    waits: {},
    amounts: { "territorial_leave.remaining": [0, 180000] },
    todo: [
      { fr: "Au plus tard le 31\u00a0décembre 2026", en: "By 31\u00a0December 2026 at the latest" },
      { fr: "Au plus tard le 30\u00a0janvier 2027", en: "By 30\u00a0January 2027 at the latest" },
    ],
  },
  {
    id: "C14",
    who: "hospital agent with 18 months of service",
    on: "2026-11-22",
    answers: {
      status: "hospital_agent", leave: "none", start_date: "unknown", working_time: "during",
      priority_agent: "no", service_since: "2025-05-20", previous_bilan: "none", provider: "listed",
      support_hours: "14", total_hours: "14", price: "1700",
    },
    verdict: "not_now",
    open: { hospital_leave: "waiting", self_pay: "open" },
    waits: { public_cpf: "waiting" },
    amounts: { "self_pay.remaining": 170000 },
    todo: [{ fr: "À partir du 20\u00a0mai 2027", en: "From 20\u00a0May 2027" }],
  },
  {
    id: "L02",
    who: "employee on sick leave, agreement refused",
    on: "2026-11-22",
    answers: {
      status: "permanent", leave: "sick", leave_end: "2027-01-15", start_date: "2026-11-30",
      end_date: "2027-01-08", medical_agreement: "refused", plan: "not_asked", small_firm: "unknown",
      previous_bilan: "none", provider: "listed", support_hours: "14", total_hours: "14", price: "1800",
      topup_by: "none", balance: "3000",
    },
    verdict: "not_now",
    open: { cpf: "waiting", employer_plan: "waiting", self_pay: "conditional" },
    waits: {},
    amounts: { "self_pay.remaining": 180000 },
    todo: [
      { fr: "À partir du 16\u00a0janvier 2027", en: "From 16\u00a0January 2027" },
      { fr: "À partir du 16\u00a0janvier 2027", en: "From 16\u00a0January 2027" },
    ],
  },
  {
    id: "S01",
    who: "shopkeeper, remote bilan",
    on: "2026-11-22",
    answers: {
      status: "shopkeeper", benefit: "none", start_date: "2027-03-31", previous_bilan: "none",
      provider: "listed", support_hours: "16", total_hours: "16", price: "1680", topup_by: "none",
      balance: "1500", levy_paid: "yes", levy_from_threshold: "yes", delivery: "remote",
    },
    verdict: "eligible",
    open: { cpf: "open", agefice: "to_check", self_pay: "open" },
    waits: {},
    amounts: { "agefice.covered": 56000, "agefice.remaining": 112000, "agefice.if_refused": 168000, "cpf.remaining": 18000 },
    todo: [
      { fr: "Entre le 30\u00a0novembre 2026 et le 16\u00a0mars 2027", en: "Between 30\u00a0November 2026 and 16\u00a0March 2027" },
      { fr: "Au plus tard le 16\u00a0mars 2027", en: "By 16\u00a0March 2027 at the latest" },
    ],
  },
  {
    id: "S12",
    who: "farmer with rights on the account",
    on: "2026-11-22",
    answers: {
      status: "farmer", benefit: "none", previous_bilan: "none", provider: "listed", support_hours: "14",
      total_hours: "14", price: "2400", topup_by: "none", balance: "1700", vivea_up_to_date: "yes",
    },
    verdict: "eligible",
    open: { cpf: "open", vivea: "conditional", self_pay: "open" },
    waits: {},
    amounts: { "cpf.covered": 160000, "cpf.remaining": 80000, "vivea.remaining": [0, 240000] },
    todo: [],
  },
  {
    id: "S20",
    who: "liberal professional with an empty account",
    on: "2026-11-22",
    answers: {
      status: "liberal", benefit: "none", previous_bilan: "none", provider: "listed", support_hours: "14",
      total_hours: "14", price: "1800", topup_by: "none", balance: "0",
    },
    verdict: "self_pay_only",
    open: { self_pay: "open" },
    waits: { cpf: "closed", fif_pl: "closed" },
    amounts: { "self_pay.remaining": 180000 },
    todo: [],
  },
];

export const people = told.map((person) => ({ ...person, answers: complete(person.answers) }));
