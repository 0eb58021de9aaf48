// Everybody finds a place: each person whom neither the ordinary rules nor those of public agents
// describe, or whom one sentence helps, walks through the questionnaire in both languages and reads
// that sentence, in the result or in a question that was asked of her.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { complete, hurryToTheEnd } from "./person.mjs";
import { open, some, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

/** What everybody answers who is asked, unless she says otherwise. */
const usual = complete({
  special: "esat", levy_public: "unknown", main_activity: "employee", pension: "full", activity: "none", registered: "yes",
  leave: "none", benefit: "none", leave_end: "2027-01-31", end_date: "2027-01-20", medical_agreement: "not_yet", health_sector: "no",
  working_time: "outside", absence: "not_asked", absence_asked: "unknown", six_months: "no", service_since: "2015-01-05",
  plan: "not_asked", convention_date: "unknown", small_firm: "yes", previous_bilan: "none", previous_end: "unknown", priority_agent: "no",
  provider: "listed", support_hours: "16", total_hours: "20", price: "1800", topup_by: "none", topup: "200", share_paid: "0", balance: "1500",
  levy_paid: "yes", levy_from_threshold: "yes", delivery: "in_person", vivea_up_to_date: "yes",
});

const special = (id) => ({ status: "special", special: id });
const away = (leave) => ({ status: "permanent", absent: "yes", leave });

/** In the result, or `at` a question. */
const told = [
  { who: "none of these, or not sure", answers: { status: "other" }, fr: /Si un solde en euros s’affiche.*vous pouvez en principe l’utiliser/s, en: /If a balance in euros shows.*you can in principle use it/s },
  { who: "worker in an ESAT", answers: special("esat"), fr: /aucun texte ne dit que son silence vaut oui/, en: /no text makes its silence a yes/ },
  { who: "military", answers: special("military"), fr: /votre voie passe par Défense Mobilité/, en: /your route is Défense Mobilité/ },
  { who: "in prison", answers: special("detained"), fr: /en principe servir qu’à la sortie.*service d’insertion/s, en: /in principle be used only on release.*integration service/s },
  { who: "president of a SAS", answers: special("company_head"), fr: /Vous ne relevez sans doute pas de l’AGEFICE/, en: /You probably do not belong to AGEFICE/ },
  { who: "majority gérant", answers: { status: "shopkeeper" }, at: "levy_paid", fr: /dépend de son paiement effectif\s: gardez l’attestation/, en: /being really paid: keep the certificate/ },
  { who: "two activities", answers: { status: "two_activities", activity: "craft" }, fr: /chaque activité garde sa voie\s: regardez les deux/, en: /each activity keeps its own route: look at both/ },
  { who: "overseas department", answers: special("overseas"), at: "special", fr: /Guadeloupe à Mayotte.*situation ordinaire/s, en: /Guadeloupe to Mayotte.*ordinary situation/s },
  { who: "overseas local law, Monaco", answers: special("overseas"), fr: /Un emploi soumis au droit local n’alimente en principe pas le CPF/, en: /Work under local law does not in principle feed the CPF/ },
  { who: "a contract is signed, and it has not begun", answers: { status: "jobseeker" }, fr: /c’est votre situation le jour de l’achat qui compte/, en: /your situation on the day of purchase counts/ },
  { who: "hospital doctor", answers: special("hospital_doctor"), fr: /les praticiens n’ont pas d’heures de CPF/, en: /hospital doctors have no CPF hours/ },
  { who: "teacher in a private school", answers: special("private_teacher"), fr: /Si l’État vous paie, vous êtes agent public/, en: /If the State pays you, you are a public agent/ },
  { who: "private contract in a public body", answers: { status: "public_private" }, fr: /Un contrat privé ne suffit pas/, en: /A private contract is not enough/ },
  { who: "on disponibilité or secondment", answers: special("secondment"), fr: /Vos droits suivent en principe votre activité du moment/, en: /Your rights in principle follow your present activity/ },
  { who: "agent with euros of an earlier job", answers: { status: "territorial_agent", working_time: "during" }, fr: /Les euros d’un emploi privé deviennent en principe des heures\s: .*15/s, en: /The euros of a private job in principle become hours: .*15/s },
  { who: "under a CSP", answers: { status: "csp" }, fr: /Demandez d’abord le bilan dans votre plan de sécurisation/, en: /First ask for the bilan within your CSP plan/ },
  { who: "congé de mobilité", answers: away("none"), at: "leave", fr: /l’accord ou le plan de l’entreprise dit si un bilan est payé/, en: /the company agreement or plan says whether a bilan is paid/ },
  { who: "RSA", answers: { status: "jobseeker" }, at: "status", fr: /RSA.*pension d’invalidité de catégorie 2 ou 3/s, en: /RSA.*invalidity pension of category 2 or 3/s },
  { who: "retired on full rights, and working", answers: { status: "retired", activity: "farmer" }, fr: /Votre CPF est fermé, mais pas le plan de votre employeur/, en: /Your CPF is closed, but not your employer’s plan/ },
  { who: "conditions of the full rate, not retired", answers: { status: "retired", pension: "unclaimed" }, fr: /Le code et les pages officielles ne disent pas la même chose/, en: /The law and official pages do not say the same/ },
  { who: "paternity or adoption leave", answers: away("birth"), fr: /par écrit.*l’organisme qui vous verse l’indemnité/, en: /in writing.*the body that pays your benefit/ },
  { who: "another leave", answers: away("other"), fr: /aucun texte qui interdise ou autorise un bilan/, en: /no text that forbids or allows a bilan/ },
  { who: "partial activity", answers: away("partial_activity"), fr: /pendant les heures non travaillées.*100\s%/s, en: /in the hours not worked.*100%/s },
  { who: "farm employee off sick", answers: away("sick"), fr: /MSA en agriculture/, en: /MSA in farming/ },
  { who: "seafarer off sick", answers: away("sick"), fr: /En mer.*interrogez l’ENIM/s, en: /seafarers.*ask ENIM/s },
  { who: "farm employee, seafarer", answers: { status: "permanent" }, at: "small_firm", fr: /l’opérateur est en général OCAPIAT/, en: /the operator is usually OCAPIAT/ },
  { who: "employee of a private home", answers: { status: "permanent", small_firm: "unknown" }, fr: /demandez à IPERIA/, en: /ask IPERIA/ },
  { who: "portage salarial", answers: { status: "permanent" }, at: "status", fr: /votre employeur est la société de portage/, en: /your employer is the portage company/ },
  { who: "civic service, volunteers", answers: { status: "inactive", topup_by: "volunteer" }, fr: /240\s€ par activité, 720\s€ au plus/, en: /€240 an activity, €720 at most/ },
  { who: "minister of religion", answers: special("minister"), fr: /Nous n’avons trouvé aucune règle pour vous/, en: /We found no rule for you/ },
  { who: "local elected member", answers: { status: "inactive", topup_by: "elected" }, fr: /400\s€.*800\s€/s, en: /€400.*€800/s },
  { who: "apprentice", answers: { status: "apprentice" }, at: "status", fr: /les droits d’un salarié, et un solde souvent faible/, en: /an employee’s rights, and a balance that is often low/ },
  { who: "student with a job", answers: { status: "fixed_term" }, at: "status", fr: /un étudiant qui travaille, avec les droits d’un salarié, au prorata/, en: /a student who works, with an employee’s rights, in proportion/ },
  { who: "speaker of another language", answers: { status: "permanent", offer: "no" }, fr: /aucun texte sur la langue du bilan.*faites-le écrire/s, en: /no text on the language of a bilan.*have it written down/s },
  { who: "cross-border worker", answers: { status: "abroad" }, fr: /Un emploi à l’étranger n’alimente en principe pas le CPF/, en: /Work abroad does not in principle feed the CPF/ },
  { who: "without FranceConnect+", answers: { status: "permanent" }, fr: /Sans FranceConnect\+, un formulaire vérifie votre identité/, en: /Without FranceConnect\+, a form verifies your identity/ },
  { who: "a bilan that is broken off", answers: { status: "permanent" }, fr: /Avant d’arrêter en cours de route.*peuvent être perdues/s, en: /Before you stop on the way.*may be lost/s },
];

for (const [place, language] of ["fr", "en"].entries()) {
  describe(`the sentence for each person, in ${language}`, () => {
    for (const { who, answers, at, [language]: words } of some(told, 4, 2 * place)) {
      test(who, async () => {
        const { page, faults, close } = await visit(site, site.asking[language], { now: "2026-12-01T12:00:00+01:00" });
        try {
          await hurryToTheEnd(page, { ...usual, ...answers });
          const asked = at ? page.locator(`#_result [data-list=answers] [href="#_ask-${at}"]`) : undefined;
          if (asked) assert.equal(await asked.count(), 1, `${at} is asked`);
          // What is folded in the result is opened; what is hidden there is not read.
          const read = at ? await page.locator(`#_ask-${at}`).evaluate((fieldset) => fieldset.textContent) : await page.locator("#_result").innerText();
          assert.match(read, words);
          assert.deepEqual(faults, []);
        } finally {
          await close();
        }
      });
    }
  });
}
