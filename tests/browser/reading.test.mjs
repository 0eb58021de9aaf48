// What people type or paste into a field is read as they mean it, or is told what is wrong.
//
// The module knows no page, so it runs here as it is.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { load } from "./site.mjs";

const { readDate, readNumber } = await load("reading");
const day = (text) => Date.parse(text) / 86400000;

/** Each line: what is written, then what it is in French and in English, or in both. */
const amounts = [
  ["1600", 160000],
  ["1 600", 160000],
  ["1\u00a0600", 160000],
  ["1\u202f600,50\u00a0€", 160050],
  ["1\u2009600", 160000],
  ["  1600  ", 160000],
  ["1\u200b600", 160000],
  ["\ufeff1600", 160000],
  ["\u200e1600\u200f", 160000],
  ["\u202a1 600 €\u202c", 160000],
  ["1\u00ad600", 160000],
  ["１６００", 160000],
  ["１，６００．５０", 160050],
  ["1600 €", 160000],
  ["1600€", 160000],
  ["€1600", 160000],
  ["€ 1,600", 160000],
  ["€1,600.50", 160050],
  ["1600 EUR", 160000],
  ["EUR 1600", 160000],
  ["1600 eur", 160000],
  ["1600 euros", 160000],
  ["1 euro", 100],
  ["1 800 € TTC", 180000],
  ["1 800,00 € T.T.C.", 180000],
  ["1800 TTC", 180000],
  ["1800€ttc", 180000],
  ["1 800 € (TTC)", 180000],
  ["1 800 € toutes taxes comprises", 180000],
  ["1 800 € net de taxes", 180000],
  ["1 800 € nets", 180000],
  ["€1,800 incl. VAT", 180000],
  ["€1,800.00 including tax", 180000],
  ["€1,800 VAT included", 180000],
  ["Prix : 1 800 €", 180000],
  ["Total TTC : 1 800,00 €", 180000],
  ["Price: €1,800.00", 180000],
  ["1 800 €.", 180000],
  ["12 € 50", 1250],
  ["1 800€50", 180050],
  ["1800,-", 180000],
  ["1.800,– €", 180000],
  ["1'800", 180000],
  ["1’800.50", 180050],
  ["1600,5", 160050],
  ["1600.50", 160050],
  ["1.600,50", 160050],
  ["1,600.50", 160050],
  ["12.345.678", 1234567800],
  ["0", 0],
  ["0,01", 1],
  ["1,600", "ambiguous", 160000],
  ["1.600", "ambiguous"],
  ["1.600 €", "ambiguous"],
  ["1,600 €", "ambiguous", 160000],
  ["45 h", "hours"],
  ["45h", "hours"],
  ["45\u00a0heures", "hours"],
  ["45 hours", "hours"],
  ["14h30", "hours"],
  ["4５ h", "hours"],
  ["Solde : 45 h", "hours"],
  ["1 500 € HT", "untaxed"],
  ["1500 H.T.", "untaxed"],
  ["1500 € hors taxes", "untaxed"],
  ["Total HT : 1500 €", "untaxed"],
  ["€1,500 excl. VAT", "untaxed"],
  ["€1,500 plus VAT", "untaxed"],
  ["abc", "format"],
  ["", "format"],
  ["€", "format"],
  ["-5", "format"],
  ["−5", "format"],
  ["16 00", "format"],
  ["1600,555", "format"],
  ["1.600.50", "format"],
  ["1600 $", "format"],
  ["£1600", "format"],
  ["1600 ou 1700", "format"],
  ["1 600 – 1 800 €", "format"],
  ["16²", "format"],
  ["1e3", "format"],
  ["0x10", "format"],
  ["99999999999999999999", "format"],
];

const hours = [
  ["14", 1400],
  ["14 h", 1400],
  ["14h", 1400],
  ["14 heures", 1400],
  ["14 hours", 1400],
  ["14 hrs", 1400],
  ["14h30", 1450],
  ["14 h 30", 1450],
  ["14 H 30", 1450],
  ["14h30min", 1450],
  ["14 h 30 min", 1450],
  ["14 heures et 30 minutes", 1450],
  ["14 hours and 15 minutes", 1425],
  ["14:30", 1450],
  ["14h05", 1408],
  ["23h59", 2398],
  ["24h01", 2402],
  ["14,5", 1450],
  ["14.5 h", 1450],
  ["１４ｈ３０", 1450],
  ["Durée : 14 h", 1400],
  ["14h60", "format"],
  ["14,5h30", "format"],
  ["14 €", "format"],
  ["1.600", "format"],
  ["deux", "format"],
];

const dates = [
  [["22", "2", "2027"], "2027-02-22"],
  [["22", "02", "27"], "2027-02-22"],
  [["22/02/2027"], "2027-02-22"],
  [["2027-02-22"], "2027-02-22"],
  [["2027/02/22"], "2027-02-22"],
  [["20270222"], "2027-02-22"],
  [["22022027"], "2027-02-22"],
  [["22.02.2027"], "2027-02-22"],
  [["22.2.27"], "2027-02-22"],
  [["22-02-2027"], "2027-02-22"],
  [["22‑02‑2027"], "2027-02-22"],
  [["22 / 02 / 2027"], "2027-02-22"],
  [["２２／０２／２０２７"], "2027-02-22"],
  [["22\u00a0février\u202f2027"], "2027-02-22"],
  [["\u200e22 février 2027\u200f"], "2027-02-22"],
  [["22 févr. 2027"], "2027-02-22"],
  [["22 fév 2027"], "2027-02-22"],
  [["22 FEVRIER 2027"], "2027-02-22"],
  [["22 février 27"], "2027-02-22"],
  [["22 Feb 2027"], "2027-02-22"],
  [["22nd of February, 2027"], "2027-02-22"],
  [["February 22, 2027"], "2027-02-22"],
  [["Feb. 22, 2027"], "2027-02-22"],
  [["février 22 2027"], "2027-02-22"],
  [["lundi 22 février 2027"], "2027-02-22"],
  [["lun. 22 févr. 2027"], "2027-02-22"],
  [["Monday, February 22, 2027"], "2027-02-22"],
  [["Mon 22 Feb 2027"], "2027-02-22"],
  [["mar. 23 mars 2027"], "2027-03-23"],
  [["le 22 février 2027"], "2027-02-22"],
  [["22 février 2027 à 9h30"], "2027-02-22"],
  [["2027-02-22T09:30:00Z"], "2027-02-22"],
  [["22/02/2027 09:30"], "2027-02-22"],
  [["1er mars 2027"], "2027-03-01"],
  [["1ᵉʳ mars 2027"], "2027-03-01"],
  [["1er", "mars", "2027"], "2027-03-01"],
  [["1st", "mars", "2027"], "2027-03-01"],
  [["1", "march", "2027"], "2027-03-01"],
  [["22", "août", "2027"], "2027-08-22"],
  [["22", "aout", "2027"], "2027-08-22"],
  [["22", "Aug", "2027"], "2027-08-22"],
  [["22", "juin", "2027"], "2027-06-22"],
  [["22", "June", "2027"], "2027-06-22"],
  [["22", "juil.", "2027"], "2027-07-22"],
  [["22", "May", "2027"], "2027-05-22"],
  [["22", "déc.", "'27"], "2027-12-22"],
  [["", "22 février 2027", ""], "2027-02-22"],
  [["22", "février 2027", ""], "2027-02-22"],
  [["22 février", "", "2027"], "2027-02-22"],
  [["2027", "02", "22"], "2027-02-22"],
  [["23/03/2027"], "2027-03-23"],
  [["05/05/2027"], "2027-05-05"],
  [["03/05/2027"], "2027-05-03", "order"],
  [["02/22/2027"], "format", "2027-02-22"],
  [["03", "05", "2027"], "2027-05-03"],
  [["22", "2", ""], "missing year"],
  [["22", "", "2027"], "missing month"],
  [["", "2", "2027"], "missing day"],
  [["22", "", ""], "missing month year"],
  [["", "2", ""], "missing day year"],
  [["", "", "2027"], "missing day month"],
  [["2027", "", ""], "missing day month"],
  [["22/02"], "missing year"],
  [["22 février"], "missing year"],
  [["février 2027"], "missing day"],
  [["02/2027"], "missing day"],
  [["February"], "missing day year"],
  [["29", "2", "2027"], "format"],
  [["31", "4", "2027"], "format"],
  [["1", "13", "2027"], "format"],
  [["0", "1", "2027"], "format"],
  [["1", "1", "207"], "format"],
  [["1", "jui", "2027"], "format"],
  [["22", "tomorrow", "2027"], "format"],
  [["22 février 2027 ou 23 mars"], "format"],
  [["demain matin"], "format"],
  [["2²", "2", "2027"], "format"],
];

for (const [place, language] of ["fr", "en"].entries()) {
  const told = ({ value, error }) => error ?? value;
  const wanted = (both) => both[place] ?? both[0];
  describe(language, () => {
    for (const [text, ...both] of amounts) {
      test(`amount ${JSON.stringify(text)}`, () => assert.equal(told(readNumber(text, language, "EUR")), wanted(both)));
    }
    for (const [text, ...both] of hours) {
      test(`hours ${JSON.stringify(text)}`, () => assert.equal(told(readNumber(text, language, "h")), wanted(both)));
    }
    for (const [[first, month = "", year = ""], ...both] of dates) {
      const date = wanted(both);
      test(`date ${JSON.stringify([first, month, year])}`, () =>
        assert.equal(told(readDate([first, month, year], language)), /^\d/.test(date) ? day(date) : date));
    }
  });
}

test("what is counted is whole, a share may have its sign", () => {
  assert.deepEqual(readNumber("3", "fr", "months", true), { value: 3 });
  assert.deepEqual(readNumber("3,5", "fr", "months", true), { error: "format" });
  assert.deepEqual(readNumber("3 %", "fr", "months", true), { error: "format" });
  assert.deepEqual(readNumber("12,5 %", "fr", "percent"), { value: 1250 });
  assert.deepEqual(readNumber("12.5 per cent", "en", "percent"), { value: 1250 });
});
