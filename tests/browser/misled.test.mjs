// Persons who were once badly advised, and what is right for each: they walk through the page in both
// languages. Amounts are in cents, as a page tells them: one, or [least, most].

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { complete, euros, hurryToTheEnd } from "./person.mjs";
import { open, some, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

const employee = {
  status: "permanent", working_time: "outside", plan: "not_asked", small_firm: "no", previous_bilan: "none", provider: "listed",
  support_hours: "16", total_hours: "20", price: "1800", topup_by: "none", share_paid: "0", balance: "2000", benefit: "none",
};
const sick = { ...employee, leave: "sick", leave_end: "2027-01-31", start_date: "2026-12-10", end_date: "2027-01-20", medical_agreement: "not_yet" };
const agent = { ...employee, status: "territorial_agent", priority_agent: "no", service_since: "2015-01-05" };
const short = { support_hours: "10", total_hours: "10", price: "900" };

const people = [
  {
    who: "off sick, offer of 10 hours: benefits stand before every way to pay",
    answers: { ...sick, ...short }, verdict: "conditional.sick", first: "cpf", states: { self_pay: "conditional" },
    says: { fr: /caisse peut réclamer|indemnités/, en: /reclaim the benefits/ },
  },
  {
    who: "off sick, offer of 10 hours, agreement refused: wait",
    answers: { ...sick, ...short, medical_agreement: "refused" }, verdict: "not_now.sick_refused", first: "cpf", states: { cpf: "waiting", employer_plan: "waiting", self_pay: "conditional" },
    says: { fr: /À partir du 1er février 2027/, en: /From 1 February 2027/ },
  },
  {
    who: "on maternity leave, offer of 10 hours: wait",
    answers: { ...sick, ...short, leave: "maternity" }, verdict: "not_now.leave", first: "cpf", states: { cpf: "waiting" },
    says: { fr: /1er février 2027/, en: /1 February 2027/ },
  },
  { who: "a funded bilan before one that was paid by oneself", answers: { ...employee, previous_bilan: "counted", previous_end: "2023-05-10" }, verdict: "not_now.gap", states: { cpf: "waiting" }, says: { fr: /11 mai 2028/, en: /11 May 2028/ } },
  { who: "a dotation that the account already shows", answers: { ...employee, topup_by: "dotation", topup: "400", balance: "1100", price: "1900" }, verdict: "eligible.cpf", first: "cpf", amounts: { "cpf.covered": 110000, "cpf.remaining": 40000 } },
  { who: "agent whose two bilans lie five years apart, though she asks before", answers: { ...agent, start_date: "2027-02-01", previous_bilan: "employer", previous_end: "2022-01-10" }, first: "territorial_leave", states: { territorial_leave: "conditional" } },
  { who: "farmer of 68 at work", answers: { ...employee, status: "retired", pension: "from_67", activity: "farmer", vivea_up_to_date: "yes" }, first: "vivea", states: { vivea: "conditional", cpf: "closed" } },
  { who: "farmer with a full account", answers: { ...employee, status: "farmer", price: "1750", balance: "5000", vivea_up_to_date: "yes" }, verdict: "eligible.cpf", first: "cpf", amounts: { "cpf.remaining": 15000 } },
  {
    who: "parental leave that is over before the bilan begins, on working time",
    answers: { ...employee, leave: "parental", leave_end: "2027-08-31", start_date: "2027-09-15", working_time: "during", absence: "not_asked", six_months: "no" }, verdict: "conditional.absence", first: "cpf",
    says: { fr: /Au plus tard le 17 juillet 2027/, en: /By 17 July 2027/ },
  },
  { who: "a start in three days", answers: { ...employee, start_date: "2026-11-25" }, first: "cpf", says: { fr: /trop proche pour le CPF/, en: /too soon for the CPF/ } },
  { who: "a top-up of one euro", answers: { ...employee, topup_by: "employer", topup: "1", balance: "3000" }, first: "cpf", amounts: { "cpf.remaining": 19900 }, says: { fr: /montant affiché/, en: /amount shown/ } },
  { who: "absence asked too late, and not answered yet", on: "2026-11-23", answers: { ...employee, working_time: "during", absence: "pending", absence_asked: "2026-10-23", start_date: "2026-11-25", six_months: "no" }, verdict: "conditional.absence", states: { cpf: "conditional" } },
  { who: "State agent outside service time", answers: { ...agent, status: "state_agent", start_date: "2027-03-01" }, verdict: "conditional.own_time", never: { fr: /ANFH/, en: /ANFH/ } },
  { who: "a bilan that ended four years and seven days ago", answers: { ...employee, previous_bilan: "counted", previous_end: "2022-11-15" }, verdict: "not_now.gap", states: { cpf: "waiting" } },
  { who: "a draft agreement of eleven days ago", answers: { ...employee, plan: "proposed", convention_date: "2026-11-11" }, verdict: "conditional.plan_over", never: { fr: /vous pouvez l’accepter en signant/, en: /you can accept it by signing/ } },
  { who: "off sick, and no funder is left", answers: { ...sick, plan: "refused", balance: "0" }, verdict: "conditional.sick", first: "self_pay", states: { self_pay: "conditional" } },
  {
    who: "jobseeker whose CPF may be closed: a refusal of the aid may cost the whole price",
    answers: { ...employee, status: "jobseeker", previous_bilan: "counted", previous_end: "2022-03-15", price: "1750", balance: "1600" }, verdict: "to_check.cpf", amounts: { "france_travail.remaining": 0, "france_travail.if_refused": [15000, 175000] },
  },
  { who: "agent for whom 60 days are too late: it is said at once", answers: { ...agent, working_time: "during", start_date: "2026-12-20" }, first: "territorial_leave", says: { fr: /24 heures|72 heures/, en: /24 hours|72 hours/ } },
  { who: "2027, where the contribution cannot matter", on: "2027-02-01", answers: { ...employee, balance: "500" }, verdict: "eligible.cpf", amounts: { "cpf.covered": 50000, "cpf.remaining": 130000 } },
  { who: "somebody else may pay the contribution too", answers: { ...employee, topup_by: "other", topup: "400", price: "1900", balance: "1500", share_paid: "100" }, first: "cpf", states: { cpf: "open" } },
  { who: "a file of 2027 under the figures of 2026", answers: { ...employee, status: "shopkeeper", start_date: "2027-06-30", levy_paid: "yes", levy_from_threshold: "yes", delivery: "in_person", price: "1680" }, first: "cpf", says: { fr: /28 février 2027/, en: /28 February 2027/ } },
  { who: "off sick: what would change it is no other life", answers: { ...sick, medical_agreement: "refused" }, never: { fr: /Situation\s:.*Demandeur|Demandeur d’emploi/, en: /Situation:.*Jobseeker/ } },
  { who: "hospital agent without a certified provider", answers: { ...agent, status: "hospital_agent", working_time: "during", provider: "none", start_date: "2027-03-01" }, states: { hospital_leave: "conditional" } },
  { who: "two activities: both sets of ways", answers: { ...employee, status: "two_activities", main_activity: "employee", activity: "craft", levy_paid: "yes" }, states: { employer_plan: "conditional", fafcea: "conditional", cpf: "open" } },
  { who: "nurse without an offer", answers: { ...employee, offer: "no", small_firm: "unknown", balance: "unknown" }, verdict: "eligible.cpf_any_offer", first: "cpf" },
  {
    who: "off sick, whose employer pays once the leave is over", answers: { ...sick, start_date: "2027-01-11", end_date: "2027-03-15", plan: "offered", previous_bilan: "counted", previous_end: "2023-06-30", price: "1600" },
    first: "employer_plan", states: { employer_plan: "waiting" }, amounts: { "employer_plan.remaining": 0 }, says: { fr: /Attendez le 1er février 2027/, en: /Wait until 1 February 2027/ },
  },
];

for (const [place, language] of ["fr", "en"].entries()) {
  describe(`who was once misled, in ${language}`, () => {
    for (const { who, on = "2026-11-22", answers, verdict, first, states = {}, amounts = {}, says, never } of some(people, 3, place)) {
      test(who, async () => {
        const { page, faults, close } = await visit(site, site.asking[language], { now: `${on}T12:00:00+01:00` });
        try {
          await hurryToTheEnd(page, complete(answers));
          const shown = (selector) => page.locator(selector).filter({ visible: true });
          if (verdict) assert.equal(await shown("[data-kind=verdict] h2 [data-outcome]").first().getAttribute("data-outcome"), verdict);
          const ways = await page.locator("[data-list=open] > li:not([hidden])").evaluateAll((cards) => cards.map((card) => card.dataset.decision));
          if (first) assert.equal(ways[0], first, `the first way among ${ways}`);
          for (const [route, state] of Object.entries(states)) {
            const told = await page.locator(`[data-decision=${route}] > .way > [data-outcome]:not([hidden])`).first().getAttribute("data-outcome");
            assert.equal(told.split(".")[0], state, route);
          }
          for (const [name, wanted] of Object.entries(amounts)) {
            const [route, amount] = name.split(".");
            const told = await page.locator(`[data-decision=${route}] [data-amount=${amount}]`).innerText();
            for (const cents of [wanted].flat()) assert.ok(told.includes(euros(cents, language)), `${name}: ${told}`);
          }
          const words = (await page.locator("#_result").innerText()).replaceAll("\u00a0", " ");
          if (says) assert.match(words, says[language]);
          if (never) assert.doesNotMatch(words, never[language]);
          assert.deepEqual(faults, []);
        } finally {
          await close();
        }
      });
    }
  });
}
