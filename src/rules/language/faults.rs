//! What `bilan check --explain` says of the faults of the rules.
//!
//! The texts stand together, away from the proofs that find the faults: they are read and
//! translated as one page.

use crate::language::Bilingual;
use crate::report::Explanation;

/// Every fault of the rules that its message alone does not explain.
pub const EXPLANATIONS: [Explanation; 20] = [
    Explanation {
        id: "checked-unopened",
        text: Bilingual {
            fr: "Ce qu'il trouve : une source qui a un jour de lecture, `checked`, et que personne n'a ouverte, `read: unopened`.\nPourquoi : les pages diraient « lu le » d'un texte que personne n'a lu.\nExemple : `read: unopened` et `checked: 2026-11-22` sur la même source.\nÀ la place : retirez `checked`, ou ouvrez le texte et dites comment : `text`, `through`, `official`, `secondary`.",
            en: "What it finds: a source that has a day of reading, `checked`, and that nobody opened, `read: unopened`.\nWhy it matters: pages would say \"read on\" of a text that nobody has read.\nExample: `read: unopened` and `checked: 2026-11-22` on one source.\nInstead: take `checked` out, or open the text and say how: `text`, `through`, `official`, `secondary`.",
        },
    },
    Explanation {
        id: "contradictory-answers",
        text: Bilingual {
            fr: "Ce qu'il trouve : des réponses qui ne peuvent pas être vraies ensemble, d'un cas ou de `bilan ask`, selon contradictions.yaml.\nPourquoi : personne n'est dans cette situation ; ce que les règles en disent ne vaut rien.\nExemple : `start_date: 2026-10-01` pour une demande du 2026-11-22, avec la contradiction `start_date < request_date`.\nÀ la place : corrigez l'une des réponses, ou la contradiction si elle refuse une personne réelle.",
            en: "What it finds: answers that cannot be true together, of a case or of `bilan ask`, by contradictions.yaml.\nWhy it matters: nobody is in this situation, and what the rules say of it is worth nothing.\nExample: `start_date: 2026-10-01` for a request of 2026-11-22, with the contradiction `start_date < request_date`.\nInstead: correct one of the answers, or the contradiction where it refuses a real person.",
        },
    },
    Explanation {
        id: "rule-gap",
        text: Bilingual {
            fr: "Ce qu'il trouve : une décision qui ne conclut rien dans certaines situations ; une personne est donnée en exemple.\nPourquoi : cette personne arriverait au bout du questionnaire sans réponse.\nExemple : `- { when: \"status = retired\", then: closed, source: law-1 }` comme seule ligne : rien n'est dit d'un salarié.\nÀ la place : ajoutez une ligne pour ces situations, ou terminez par `- { otherwise: open, source: law-1 }`.",
            en: "What it finds: a decision that concludes nothing in some situations; a person is given as an example.\nWhy it matters: this person would reach the end of the questionnaire without an answer.\nExample: `- { when: \"status = retired\", then: closed, source: law-1 }` as the only row: nothing is said of an employee.\nInstead: add a row for these situations, or end with `- { otherwise: open, source: law-1 }`.",
        },
    },
    Explanation {
        id: "rule-overlap",
        text: Bilingual {
            fr: "Ce qu'il trouve : sous `policy: unique`, deux lignes qui peuvent être vraies ensemble et concluent autrement.\nPourquoi : le droit dirait deux choses de la même personne, et l'ordre des lignes trancherait sans qu'on l'ait voulu.\nExemple : `price <= 1000 EUR` conclut `open` et `price >= 1000 EUR` conclut `closed` : à 1000 euros, les deux.\nÀ la place : écartez le cas commun (`price > 1000 EUR`), ou écrivez `policy: first` si l'ordre doit décider.",
            en: "What it finds: under `policy: unique`, two rows that can hold together and conclude differently.\nWhy it matters: the law would say two things of one person, and the order of the rows would decide without anybody meaning it.\nExample: `price <= 1000 EUR` concludes `open` and `price >= 1000 EUR` concludes `closed`: at 1000 euros, both.\nInstead: part the common case (`price > 1000 EUR`), or write `policy: first` if the order is to decide.",
        },
    },
    Explanation {
        id: "rule-never",
        text: Bilingual {
            fr: "Ce qu'il trouve : une condition qui n'est vraie de personne, dates et comparaisons comprises.\nPourquoi : la ligne ne sert à rien, et ce qu'elle devait dire n'est jamais dit.\nExemple : `price > 500 EUR and price < 400 EUR`, ou une borne hors de celles de la question.\nÀ la place : corrigez la condition (souvent `or` au lieu de `and`), ou retirez la ligne.",
            en: "What it finds: a condition that is true of nobody, dates and comparisons included.\nWhy it matters: the row is of no use, and what it was to say is never said.\nExample: `price > 500 EUR and price < 400 EUR`, or a bound outside those of the question.\nInstead: mend the condition (often `or` instead of `and`), or take the row out.",
        },
    },
    Explanation {
        id: "rule-always",
        text: Bilingual {
            fr: "Ce qu'il trouve : une condition vraie de tout le monde sur une ligne qui n'est pas `otherwise`.\nPourquoi : les lignes qui suivent ne comptent jamais, ou la condition dit moins qu'elle ne semble.\nExemple : `when: \"price >= 0 EUR\"`, alors que la question n'accepte aucun prix négatif.\nÀ la place : écrivez `otherwise` si c'est voulu, ou corrigez la condition.",
            en: "What it finds: a condition that is true of everybody, on a row that is not `otherwise`.\nWhy it matters: the rows below never count, or the condition says less than it seems to.\nExample: `when: \"price >= 0 EUR\"`, where the question takes no price below zero.\nInstead: write `otherwise` if that is meant, or mend the condition.",
        },
    },
    Explanation {
        id: "rule-shadowed",
        text: Bilingual {
            fr: "Ce qu'il trouve : une ligne qui ne compte jamais, parce que les lignes du dessus prennent tous ses cas ; elles sont nommées.\nPourquoi : une exception du droit placée après la règle générale n'est jamais dite.\nExemple : `status in employees` conclut `open`, puis `status = permanent` conclut `closed`.\nÀ la place : mettez le cas particulier au-dessus du cas général, ou retirez la ligne.",
            en: "What it finds: a row that never counts, because the rows above take all its cases; they are named.\nWhy it matters: an exception of the law that stands below the general rule is never told.\nExample: `status in employees` concludes `open`, then `status = permanent` concludes `closed`.\nInstead: put the special case above the general one, or take the row out.",
        },
    },
    Explanation {
        id: "rule-idle-part",
        text: Bilingual {
            fr: "Ce qu'il trouve : une partie d'un `and` ou d'un `or` qui ne change jamais le résultat.\nPourquoi : le lecteur de la règle croit que cette partie compte, et une faute de frappe peut s'y cacher.\nExemple : `status = retired and status != student` : la seconde partie suit de la première.\nÀ la place : retirez la partie, ou corrigez-la si elle devait dire autre chose.",
            en: "What it finds: a part of an `and` or an `or` that never makes a difference.\nWhy it matters: whoever reads the rule believes that the part counts, and a slip may hide in it.\nExample: `status = retired and status != student`: the second part follows from the first.\nInstead: take the part out, or mend it if it was to say something else.",
        },
    },
    Explanation {
        id: "rule-senseless-negation",
        text: Bilingual {
            fr: "Ce qu'il trouve : une ligne qui vaut pour une personne seulement parce qu'un `not` ou un `!=` porte sur une question qui n'a pas de sens pour elle.\nPourquoi : un test d'une question sans objet n'est jamais vrai ; sa négation l'est donc, et conclut pour une personne à qui l'auteur n'a pas pensé.\nExemple : `leave != sick` est vrai d'une personne retraitée, qui n'a pas de congé.\nÀ la place : dites de qui il s'agit (`status in employees and leave != sick`), ou nommez les réponses voulues (`leave in [none, parental]`).",
            en: "What it finds: a row that counts for a person only because a `not` or a `!=` stands over a question that makes no sense for her.\nWhy it matters: a test of such a question never holds, so its negation does, and concludes for a person of whom the author did not think.\nExample: `leave != sick` is true of a retired person, who has no leave.\nInstead: say who is meant (`status in employees and leave != sick`), or name the answers (`leave in [none, parental]`).",
        },
    },
    Explanation {
        id: "option-without-effect",
        text: Bilingual {
            fr: "Ce qu'il trouve : des options qu'aucune décision, aucun montant et aucune étape ne distingue.\nPourquoi : une réponse qui ne change rien est une question de trop, ou une règle oubliée.\nExemple : `permanent` et `agency` mènent partout au même résultat.\nÀ la place : écrivez la règle qui manque, réunissez les options, ou déclarez un groupe de ces options exactement : c'est dire que c'est voulu.",
            en: "What it finds: options that no decision, no amount and no step tells apart.\nWhy it matters: an answer that changes nothing is a question too many, or a rule forgotten.\nExample: `permanent` and `agency` lead to the same result everywhere.\nInstead: write the missing rule, join the options, or declare a group of exactly these: that says that it is meant.",
        },
    },
    Explanation {
        id: "question-never-asked",
        text: Bilingual {
            fr: "Ce qu'il trouve : une question dont aucune réponse ne peut jamais compter.\nPourquoi : elle n'est posée à personne ; la règle qui devait s'en servir ne le fait pas.\nExemple : une question dont `asked_if` n'est vrai que de personnes dont tout est déjà tranché.\nÀ la place : écrivez la règle qui s'en sert, corrigez `asked_if`, ou retirez la question.",
            en: "What it finds: a question none of whose answers can ever matter.\nWhy it matters: it is asked of nobody, and the rule that was to use it does not.\nExample: a question whose `asked_if` holds only of persons for whom all is settled already.\nInstead: write the rule that uses it, mend `asked_if`, or take the question out.",
        },
    },
    Explanation {
        id: "rules-too-large",
        text: Bilingual {
            fr: "Ce qu'il trouve : une décision qui distingue trop de situations pour être prouvée ; les questions qui l'agrandissent sont nommées.\nPourquoi : sans preuve, une situation sans réponse pourrait passer inaperçue.\nExemple : une seule décision qui compare entre elles une dizaine de dates.\nÀ la place : partagez la décision en deux, dont l'une s'appuie sur l'autre, ou comparez moins de réponses entre elles.",
            en: "What it finds: a decision that tells too many situations apart to be proved; the questions that make it large are named.\nWhy it matters: without a proof, a situation without an answer could go unseen.\nExample: one decision that compares some ten dates with one another.\nInstead: split the decision in two, one resting on the other, or compare fewer answers with one another.",
        },
    },
    Explanation {
        id: "unused-question",
        text: Bilingual {
            fr: "Ce qu'il trouve : une question dont aucune règle ne se sert.\nPourquoi : ses mots sont tenus à jour dans deux langues pour rien, ou une règle a été oubliée.\nExemple : `health_sector` déclarée, sans ligne, fait, montant ni étape qui la nomme.\nÀ la place : écrivez la règle qui s'en sert, ou retirez la question et ses mots.",
            en: "What it finds: a question that no rule uses.\nWhy it matters: its words are kept up in two languages for nothing, or a rule was forgotten.\nExample: `health_sector` is declared, and no row, fact, amount or step names it.\nInstead: write the rule that uses it, or take the question and its words out.",
        },
    },
    Explanation {
        id: "unused-fact",
        text: Bilingual {
            fr: "Ce qu'il trouve : une condition nommée dont aucune règle ne se sert.\nPourquoi : elle a l'air d'une règle en vigueur, et ne décide de rien.\nExemple : `too_soon` dans `facts.yaml`, que plus aucune ligne ne nomme.\nÀ la place : nommez-la dans une ligne, ou retirez-la.",
            en: "What it finds: a named condition that no rule uses.\nWhy it matters: it looks like a rule in force, and decides nothing.\nExample: `too_soon` in `facts.yaml`, which no row names any more.\nInstead: name it in a row, or take it out.",
        },
    },
    Explanation {
        id: "unknown-in-condition",
        text: Bilingual {
            fr: "Ce qu'il trouve : une décision qui compare une réponse à une valeur qui n'est pas établie à toute date : un `unknown` écrit, ou un jour après `known_until`.\nPourquoi : une valeur inconnue n'est ni zéro ni absente ; comparer avec elle donnerait une réponse inventée.\nExemple : `price > participation`, alors que `participation` porte `known_until: 2026-12-31`.\nÀ la place : servez-vous de la valeur dans un montant ou une date ; pour décider, testez seulement `known(participation)`.",
            en: "What it finds: a decision that compares an answer with a value that is not established for every date: a written `unknown`, or a day after `known_until`.\nWhy it matters: an unknown value is neither zero nor absent; a comparison with it would give an invented answer.\nExample: `price > participation`, where `participation` has `known_until: 2026-12-31`.\nInstead: use the value in an amount or a date; to decide, test `known(participation)` alone.",
        },
    },
    Explanation {
        id: "unnamed-comparison",
        text: Bilingual {
            fr: "Ce qu'il trouve : une comparaison de plusieurs réponses hors d'un fait.\nPourquoi : les contre-exemples et les lignes se lisent par des noms, et chaque comparaison de ce genre agrandit la preuve.\nExemple : `when: \"request_date <= previous_end + 5 years\"` dans une ligne.\nÀ la place : donnez-lui un nom dans `facts:` (`too_soon: \"…\"`), et écrivez `when: \"too_soon\"`.",
            en: "What it finds: a comparison of several answers outside a fact.\nWhy it matters: counterexamples and rows are read by names, and each comparison of this kind makes the proof larger.\nExample: `when: \"request_date <= previous_end + 5 years\"` in a row.\nInstead: give it a name under `facts:` (`too_soon: \"…\"`), and write `when: \"too_soon\"`.",
        },
    },
    Explanation {
        id: "asked-too-early",
        text: Bilingual {
            fr: "Ce qu'il trouve : une question dont la condition `asked_if` repose sur une question posée plus tard.\nPourquoi : au moment de la poser, le programme ne peut pas savoir si elle a un sens.\nExemple : `leave` avec `asked_if: \"status in employees\"`, écrite avant `status`.\nÀ la place : déplacez la question au-dessous de celles dont elle dépend.",
            en: "What it finds: a question whose `asked_if` rests on a question that is asked later.\nWhy it matters: when its turn comes, the program cannot know whether it makes sense.\nExample: `leave` with `asked_if: \"status in employees\"`, written above `status`.\nInstead: move the question below those that it rests on.",
        },
    },
    Explanation {
        id: "circular-rule",
        text: Bilingual {
            fr: "Ce qu'il trouve : quelque chose qui dépend de soi-même, directement ou par d'autres.\nPourquoi : aucune réponse ne peut en être tirée.\nExemple : `account` repose sur `verdict = eligible`, et `verdict` sur `account = open`.\nÀ la place : coupez le cercle : écrivez dans l'une des décisions la condition elle-même plutôt que l'issue de l'autre.",
            en: "What it finds: something that depends on itself, directly or by way of others.\nWhy it matters: no answer can be drawn from it.\nExample: `account` rests on `verdict = eligible`, and `verdict` on `account = open`.\nInstead: cut the circle: write in one of the decisions the condition itself instead of the other's outcome.",
        },
    },
    Explanation {
        id: "case-fails",
        text: Bilingual {
            fr: "Ce qu'il trouve : un cas auquel les règles ne répondent pas comme il l'attend.\nPourquoi : le cas dit ce que le droit donne à une vraie personne : la règle se trompe, ou le cas.\nExemple : le cas attend `routes: { cpf: open }`, et la règle conclut `waiting`.\nÀ la place : relisez la source citée par la ligne, puis corrigez la règle, ou le cas s'il se trompe.",
            en: "What it finds: a case to which the rules do not give the answer that it expects.\nWhy it matters: the case says what the law gives a real person: the rule is wrong, or the case.\nExample: the case expects `routes: { cpf: open }`, and the rule concludes `waiting`.\nInstead: read the source that the row names again, then mend the rule, or the case if it is wrong.",
        },
    },
    Explanation {
        id: "longer-order",
        text: Bilingual {
            fr: "Ce qu'il trouve : avec `bilan rules check`, une question qui, posée plus tôt ou plus tard, en épargnerait d'autres ; le plus long parcours d'aucune situation n'en serait allongé.\nPourquoi : chaque question de trop fait partir des gens.\nExemple : demander le prix avant de savoir si la personne est retraitée, quand rien n'est ouvert aux retraités.\nÀ la place : déplacez-la dans questions.yaml. Toutes les réponses distinguées comptent comme aussi probables : si la vie en décide autrement, ou si l'ordre actuel se comprend mieux, dites-le par `stays: \"…\"`, et la question ne sera plus déplacée.",
            en: "What it finds: with `bilan rules check`, a question that would spare others if it were asked earlier or later; in no situation would the longest way grow.\nWhy it matters: every question too many makes people leave.\nExample: the price is asked before it is known whether the person is retired, where nothing is open to the retired.\nInstead: move it in questions.yaml. All answers that are told apart count as equally likely: where life says otherwise, or people understand the present order better, say so with `stays: \"…\"`, and the question is moved no more.",
        },
    },
];
