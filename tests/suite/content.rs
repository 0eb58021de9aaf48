//! Pages: what Markdown and front matter become, and what their authors are told.

use bilan::content::{Document, Layout, Link, LinkKind, Literal, Piece, parse};
use bilan::language::Language::{self, English, French};
use bilan::report::{Human, Report};
use bilan::source::{SourceFile, Sources};
use proptest::prelude::*;

/// A front matter without faults.
const FRONT: &str = "title: Le bilan\ndescription: Ce que coûte un bilan de compétences, et \
                     qui peut le payer selon votre statut.\nslug: bilan\n";

/// One page on its own, read.
struct Page {
    sources: Sources,
    report: Report,
    document: Option<Document>,
}

impl Page {
    fn of_bytes(bytes: Vec<u8>, path: &str, language: Language) -> Page {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile {
            path: format!("content/{language}/{path}"),
            shown: format!("content/{language}/{path}"),
            origin: None,
            bytes: bytes.into(),
        });
        let mut report = Report::default();
        let document = parse(&sources, file, language, &mut report);
        Page {
            sources,
            report,
            document,
        }
    }

    fn french(body: &str) -> Page {
        Page::with_front(FRONT, body)
    }

    fn english(body: &str) -> Page {
        let text = format!("---\n{FRONT}---\n{body}");
        Page::of_bytes(text.into_bytes(), "page.md", English)
    }

    fn glossary(body: &str) -> Page {
        Page::with_front(&format!("{FRONT}layout: glossary\n"), body)
    }

    fn with_front(front: &str, body: &str) -> Page {
        let text = format!("---\n{front}---\n{body}");
        Page::of_bytes(text.into_bytes(), "page.md", French)
    }

    fn document(&self) -> &Document {
        self.document.as_ref().expect("the page can be read")
    }

    fn html(&self) -> String {
        let Document {
            body, notes, links, ..
        } = self.document();
        html(body, links) + &html(notes, links)
    }

    /// Each fault with the text under its caret.
    fn faults(&self) -> Vec<(&'static str, &str)> {
        let found = self.report.sorted();
        let pointed = found.iter().map(|fault| {
            let span = fault.span.expect("a fault of a page has a place");
            let text = &self.sources.text(span.file)[span.start..span.end];
            (fault.id, text)
        });
        pointed.collect()
    }

    fn shown(&self) -> String {
        Human::new(&self.sources, English, false).report(&self.report)
    }
}

/// A body as one string: calls as `⟦name⟧`, words of the theme as `⟨key⟩`.
fn html(pieces: &[Piece], links: &[Link]) -> String {
    let mut all = String::new();
    for piece in pieces {
        match piece {
            Piece::Html(html) => all += html,
            Piece::Call(call) if call.block => all += &format!("⟦block {}⟧\n", call.name.text),
            Piece::Call(call) => all += &format!("⟦{}⟧", call.name.text),
            Piece::Choice(choice) => {
                let known = html(&choice.known, links);
                let unknown = html(&choice.unknown, links);
                all += &format!("⟦if⟧{known}⟦else⟧{unknown}⟦end⟧");
            }
            Piece::Href(index) => all += &bilan::language::escape_html(&links[*index].target),
            Piece::Heading { level, id, pieces } => {
                let inside = html(pieces, links);
                all += &format!("<h{level} id=\"{id}\">{inside}</h{level}>\n");
            }
            Piece::Word(key) => all += &format!("⟨{key}⟩"),
        }
    }
    all
}

/// A page without faults gives this HTML.
#[track_caller]
fn check(page: &Page, expected: &str) {
    assert!(page.report.is_empty(), "{}", page.shown());
    let html = page.html().replace('\u{a0}', "~").replace('\u{202f}', "_");
    assert_eq!(html.trim_end(), expected);
    assert_sound(&page.html());
}

/// The bad page has this one fault, at this text; its good twin has none.
#[track_caller]
fn check_fault(id: &str, bad: &Page, pointed: &str, good: &Page) {
    assert_eq!(bad.faults(), [(id, pointed)], "{}", bad.shown());
    for fault in bad.report.sorted() {
        // The message itself says what a plain value should have been.
        let clear = fault.help.is_some() || id == "unexpected-value";
        assert!(clear, "{id}");
    }
    assert!(good.report.is_empty(), "{}", good.shown());
}

#[track_caller]
fn check_body_fault(id: &str, bad: &str, pointed: &str, good: &str) {
    check_fault(id, &Page::french(bad), pointed, &Page::french(good));
}

#[track_caller]
fn check_front_fault(id: &str, bad: &str, pointed: &str, good: &str) {
    let page = |line: &str| Page::with_front(&format!("{FRONT}{line}\n"), "Texte.\n");
    check_fault(id, &page(bad), pointed, &page(good));
}

#[test]
fn words_become_typeset_html() {
    check(
        &Page::french("L'*avis* : **utile** ?\nOui & `<code>`  \nfin\n"),
        "<p>L’<em>avis</em>~: <strong>utile</strong>_?\nOui &amp; <code>&lt;code&gt;</code><br>\nfin</p>",
    );
    check(
        &Page::english("The *plan de développement : \"utile\"* isn't \"new\".\n"),
        "<p>The <i lang=\"fr\">plan de développement~: «~utile~»</i> isn’t “new”.</p>",
    );
    check(
        &Page::french("Lisez \"[la loi](loi.md)\" !\n"),
        "<p>Lisez «~<a href=\"loi.md\">la loi</a>~»_!</p>",
    );
}

#[test]
fn blocks_are_clean_html() {
    check(
        &Page::french("- un\n- deux\n  1. a\n  2. b\n\n> cité\n\n3. trois\n\n---\n"),
        "<ul>\n<li>un</li>\n<li>deux\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</li>\n</ul>\n\
         <blockquote>\n<p>cité</p>\n</blockquote>\n<ol start=\"3\">\n<li>trois</li>\n</ol>\n<hr>",
    );
    check(
        &Page::french("```rust ignore\nlet x = \"{{ a() }}\" < 1;\n```\n"),
        "<pre><code class=\"language-rust\">let x = &quot;{{ a() }}&quot; &lt; 1;\n</code></pre>",
    );
}

#[test]
fn callouts_are_asides_with_a_word() {
    for (mark, class) in [
        ("NOTE", "note"),
        ("TIP", "tip"),
        ("IMPORTANT", "important"),
        ("WARNING", "warning"),
        ("CAUTION", "warning"),
    ] {
        check(
            &Page::french(&format!("> [!{mark}]\n> Attention à la date.\n")),
            &format!(
                "<aside class=\"callout callout-{class}\">\n<p class=\"callout-label\">⟨callout_{class}⟩</p>\n\
                 <p>Attention à la date.</p>\n</aside>"
            ),
        );
    }
}

#[test]
fn tables_have_captions_and_header_cells() {
    check(
        &Page::french(
            "Tableau : les *délais*\n\n| | Voie | Prix |\n|---|:-:|--:|\n| A | b | {{ money(12) }} |\n",
        ),
        "<div class=\"table\" role=\"region\" aria-labelledby=\"_table-1\" tabindex=\"0\">\n<table class=\"cards\">\n\
         <caption id=\"_table-1\">les <em>délais</em></caption>\n<thead>\n<tr>\n<td></td>\n\
         <th scope=\"col\" class=\"center\">Voie</th>\n<th scope=\"col\" class=\"right\">Prix</th>\n</tr>\n</thead>\n\
         <tbody>\n<tr>\n<th scope=\"row\">A</th>\n<td class=\"center\" data-label=\"Voie\">b</td>\n\
         <td class=\"right\" data-label=\"Prix\">⟦money⟧</td>\n</tr>\n</tbody>\n</table>\n</div>",
    );
    check(
        &Page::french("Tableau : une phrase seule.\n\nSuite.\n"),
        "<p>Tableau~: une phrase seule.</p>\n<p>Suite.</p>",
    );
}

#[test]
fn headings_stand_apart_with_anchors() {
    let page = Page::french(
        "## Qu'est-ce *déjà* {#what}\n### À 1 600 € : l'œuvre n° 2\n## Le {{ param(\"a_b\") }} ?\n",
    );
    check(
        &page,
        "<h2 id=\"what\">Qu’est-ce <em>déjà</em></h2>\n\
         <h3 id=\"a-1-600-loeuvre-n-2\">À 1_600~€~: l’œuvre n°~2</h3>\n\
         <h2 id=\"le\">Le ⟦param⟧_?</h2>",
    );
    let headings = &page.document().headings;
    let words: Vec<String> = headings
        .iter()
        .map(|heading| heading.text.plain(|call| call.name.text.to_uppercase()))
        .collect();
    assert_eq!(words[0], "Qu’est-ce déjà");
    assert_eq!(words[2], "Le PARAM\u{202f}?");
    let anchors: Vec<&str> = page.document().anchors().collect();
    assert_eq!(anchors, ["what", "a-1-600-loeuvre-n-2", "le"]);
}

#[test]
fn a_glossary_has_terms_with_anchors() {
    let page =
        Page::glossary("Afdas {#afdas}\n: Un fonds.\n\n*Abondement* (ajout)\n: Une somme.\n");
    check(
        &page,
        "<dl>\n<dt id=\"afdas\">Afdas</dt>\n<dd>Un fonds.</dd>\n\
         <dt id=\"abondement-ajout\"><em>Abondement</em> (ajout)</dt>\n<dd>Une somme.</dd>\n</dl>",
    );
    assert_eq!(page.document().terms.len(), 2);
    let elsewhere = Page::french("Terme\n: texte\n");
    assert_eq!(elsewhere.faults(), [("almost-markdown", ": texte")]);
}

#[test]
fn footnotes_lead_there_and_back() {
    check(
        &Page::french("Un[^b] et deux[^a], encore[^b].\n\n[^a]: Note *a*.\n[^b]: Note b.\n"),
        "<p>Un<sup><a id=\"_note-ref-1\" href=\"#_note-1\" aria-describedby=\"_footnotes\">1</a></sup> et \
         deux<sup><a id=\"_note-ref-2\" href=\"#_note-2\" aria-describedby=\"_footnotes\">2</a></sup>, \
         encore<sup><a id=\"_note-ref-1-2\" href=\"#_note-1\" aria-describedby=\"_footnotes\">1</a></sup>.</p>\n\
         <section class=\"footnotes\" aria-labelledby=\"_footnotes\">\n\
         <h2 id=\"_footnotes\">⟨footnotes_title⟩</h2>\n<ol>\n\
         <li id=\"_note-1\"><p>Note b. <a href=\"#_note-ref-1\" aria-label=\"⟨footnote_back⟩ 1\">↩</a></p>\n</li>\n\
         <li id=\"_note-2\"><p>Note <em>a</em>. <a href=\"#_note-ref-2\" aria-label=\"⟨footnote_back⟩ 2\">↩</a></p>\n</li>\n\
         </ol>\n</section>",
    );
}

#[test]
fn links_keep_what_their_author_wrote() {
    let page = Page::french(
        "[Le CPF](../cpf.md#top-up \"Un \\\"titre\\\"\"), [la loi](https://x.fr/?a=1&b=2), \
         <moi@x.fr>, [le standard](tel:+33123456789), [{{ source(\"l6313-4\") }}](#what)\n\n\
         ![Un schéma](media/s.png)\n",
    );
    check(
        &page,
        "<p><a href=\"../cpf.md#top-up\" title=\"Un «~titre~»\">Le CPF</a>, \
         <a href=\"https://x.fr/?a=1&amp;b=2\" rel=\"noreferrer\">la loi</a>, \
         <a href=\"mailto:moi@x.fr\">moi@x.fr</a>, \
         <a href=\"tel:+33123456789\">le standard</a>, <a href=\"#what\">⟦source⟧</a></p>\n\
         <p><img src=\"media/s.png\" alt=\"Un schéma\"></p>",
    );
    let found: Vec<(&str, &str, LinkKind)> = page
        .document()
        .links
        .iter()
        .map(|link| (link.target.as_str(), link.text.as_str(), link.kind))
        .collect();
    assert_eq!(
        found,
        [
            ("../cpf.md#top-up", "Le CPF", LinkKind::Internal),
            ("https://x.fr/?a=1&b=2", "la loi", LinkKind::External),
            ("mailto:moi@x.fr", "moi@x.fr", LinkKind::Contact),
            ("tel:+33123456789", "le standard", LinkKind::Contact),
            ("#what", "{{ source(\"l6313-4\") }}", LinkKind::Internal),
            ("media/s.png", "Un schéma", LinkKind::Image),
        ]
    );
}

#[test]
fn calls_are_data() {
    let page = Page::french(
        "{{ history(\"a\") }}\n\nAu plus {{ f(\"a_b|c\", -12.5, on=\"2025-06-01\", bare=true) }} _ici_.\n",
    );
    check(&page, "⟦block history⟧\n<p>Au plus ⟦f⟧ <em>ici</em>.</p>");
    let Piece::Call(call) = &page.document().body[2] else {
        panic!("the third piece is the second call");
    };
    let values: Vec<&Literal> = call.positional().map(|argument| &argument.value).collect();
    assert_eq!(
        values,
        [&Literal::Text("a_b|c".into()), &Literal::Number(-1_250)]
    );
    assert_eq!(
        call.named("bare").map(|a| &a.value),
        Some(&Literal::Bool(true))
    );
    let source = page.sources.text(call.span.file);
    assert!(source[call.span.start..call.span.end].starts_with("{{ f("));
    assert_eq!(
        &source[call.arguments[1].span.start..call.arguments[1].span.end],
        "-12.5"
    );
}

#[test]
fn the_front_matter_is_read() {
    let page = Page::with_front(
        "title: \"L'aide : {{ param(\\\"x\\\") }} ?\"\nmenu: Aide\ndescription: Une description \
         assez longue pour les moteurs de recherche, et pas trop.\nslug: aide-2\n\
         lead: Au plus {{ param(\"max\") }}.\nupdated: 2026-11-22\nchecked: 2026-11-23\n\
         review: 6 months\nsources: [a, b]\nlayout: home\n\
         primary: {text: \"Vérifier\", link: questionnaire.md}\ndraft: true\n",
        "Texte.\n",
    );
    assert!(page.report.is_empty(), "{}", page.shown());
    let document = page.document();
    let front = &document.front;
    assert_eq!(
        front.title.plain(|_| "5".into()),
        "L’aide\u{a0}: 5\u{202f}?"
    );
    let lead = front.lead.as_ref().expect("the page has a lead");
    let set = lead.html_where(|_| true, |_| "<b>1</b>".into());
    assert_eq!(set, "Au plus <b>1</b>.");
    let call = document.calls()[1];
    let source = page.sources.text(call.span.file);
    assert_eq!(
        &source[call.span.start..call.span.end],
        "{{ param(\"max\") }}"
    );
    assert_eq!(front.slug, "aide-2");
    assert_eq!(front.updated, Some(jiff::civil::date(2026, 11, 22)));
    let review = front.review.expect("the page has a review period");
    assert_eq!(
        review.after(jiff::civil::date(2026, 8, 31)),
        Some(jiff::civil::date(2027, 2, 28))
    );
    assert_eq!(front.sources.len(), 2);
    assert_eq!(front.layout, Layout::Home);
    let primary = front.primary.as_ref().expect("the page has a button");
    assert_eq!(document.links[primary.link].target, "questionnaire.md");
    assert!(front.draft.is_some());
    assert_eq!(document.path, "page.md");
}

#[test]
fn two_sentences_of_which_one_is_shown() {
    let page = |text: &str| Page::french(&format!("{text}\n"));
    // Spaces beside a mark count where there are none on its other side.
    check(
        &page("Prix{{ if known(\"p\") }} : {{ param(\"p\") }}{{ else }} libre{{ end }}."),
        "<p>Prix⟦if⟧~: ⟦param⟧⟦else⟧ libre⟦end⟧.</p>",
    );
    check(
        &page("Il faut {{ if known(\"p\") }} un mois {{ else }} attendre {{ end }}."),
        "<p>Il faut ⟦if⟧un mois⟦else⟧attendre⟦end⟧.</p>",
    );
    check(
        &page("{{ if unknown(\"p\") }}Non, {{ else }}Oui, {{ end }}*toujours* !"),
        "<p>⟦if⟧Oui, ⟦else⟧Non, ⟦end⟧<em>toujours</em>_!</p>",
    );
    check(
        &page("{{ if known(\"p\") }}**Oui.**{{ else }}[Non, un jour](a.md){{ end }}"),
        "<p>⟦if⟧<strong>Oui.</strong>⟦else⟧<a href=\"a.md\">Non, un jour</a>⟦end⟧</p>",
    );
    check(
        &page("- {{ if known(\"p\", \"q\") }}\n  Un\n  {{ else }}\n  Deux\n  {{ end }}\n- Trois"),
        "<ul>\n<li>⟦if⟧Un⟦else⟧Deux⟦end⟧</li>\n<li>Trois</li>\n</ul>",
    );
    check(
        &page(
            "A{{ if known(\"p\") }} b{{ if known(\"q\") }} c{{ end }}{{ else }} « d »{{ end }} e",
        ),
        "<p>A⟦if⟧ b⟦if⟧ c⟦else⟧⟦end⟧⟦else⟧ «~d~»⟦end⟧ e</p>",
    );
    check(
        &page("Écrivez `{{ if known(\"p\") }}`."),
        "<p>Écrivez <code>{{ if known(&quot;p&quot;) }}</code>.</p>",
    );
}

#[test]
fn an_anchor_is_the_same_on_every_day() {
    let page =
        Page::french("## Prix{{ if known(\"p\") }} connu{{ else }} inconnu{{ end }}\n\nTexte.\n");
    assert!(page.report.is_empty(), "{}", page.shown());
    assert_eq!(page.document().headings[0].id, "prix-connu");
}

#[test]
fn both_sentences_are_read() {
    let long = "mot ".repeat(30);
    let page = |first: &str, second: &str| {
        Page::french(&format!(
            "Un.\n{{{{ if known(\"p\") }}}}{first}{{{{ else }}}}{second}{{{{ end }}}}\n"
        ))
    };
    for text in ["[ici](a.md)", "<b>", "https://example.org", &long] {
        for page in [page(text, "Deux."), page("Deux.", text)] {
            let found = page.report.sorted();
            assert_eq!(found.len(), 1, "{text}: {}", page.shown());
            let (line, _) = page.sources.place(
                found[0].span.expect("a place").file,
                found[0].span.expect("a place").start,
            );
            assert_eq!(line, 7, "{text}");
        }
    }
    // Two sentences of twenty words are not one of forty.
    let half = "mot ".repeat(20);
    assert!(page(&half, &half).report.is_empty());
    assert_eq!(
        page("[Un](a.md).", "[Deux](b.md).").document().links.len(),
        2
    );
}

#[test]
fn what_is_wrong_with_two_sentences() {
    let good = Page::french("A {{ if known(\"p\") }}b{{ else }}c{{ end }}.\n");
    let bad = |text: &str, pointed: &str| {
        let page = Page::french(&format!("{text}\n"));
        check_fault("if-branches", &page, pointed, &good);
    };
    let open = "{{ if known(\"p\") }}";
    bad(&format!("A {open}b."), open);
    bad(&format!("A {open}b{{{{ else }}}}c."), open);
    bad(&format!("## T {open}b\n\nTexte."), open);
    bad(&format!("- A {open}b\n  - c"), open);
    bad("A {{ else }}b.", "{{ else }}");
    bad("A {{ end }}.", "{{ end }}");
    bad(
        &format!("A {open}b{{{{ else }}}}c{{{{ else }}}}d{{{{ end }}}}."),
        "{{ else }}",
    );
    bad(&format!("{open}A{{{{ end }}}}"), open);
    bad(&format!("A {open}« b{{{{ else }}}}c{{{{ end }}}} »."), open);
    bad(&format!("A {open}(b{{{{ else }}}}(c{{{{ end }}}})."), open);
    bad(
        &format!("A {open}b{open}c{open}d{{{{ end }}}}{{{{ end }}}}{{{{ end }}}}."),
        open,
    );
    bad(&format!("A {open}b[^1]{{{{ end }}}}.\n\n[^1]: Note."), open);
    // A mark inside bold words that begin outside: the one is not closed, the other not open.
    let crossing = Page::french(&format!("A {open}b **c{{{{ end }}}} d**.\n"));
    assert_eq!(
        crossing.faults(),
        [("if-branches", open), ("if-branches", "{{ end }}")]
    );
    for (text, pointed) in [
        ("{{ if }}", "}"),
        ("{{ if param(\"p\") }}", "p"),
        ("{{ if known() }}", "{{ if known() }}"),
        ("{{ if known(p) }}", "p"),
        ("{{ if known(3) }}", "3"),
        ("{{ else if known(\"p\") }}", "i"),
    ] {
        let page = Page::french(&format!("A {text}.\n"));
        check_fault("call-syntax", &page, pointed, &good);
    }
}

#[test]
fn a_lead_has_two_sentences_too() {
    let lead = |text: &str| Page::with_front(&format!("{FRONT}lead: {text}\n"), "Texte.\n");
    let good =
        lead("'Au plus {{ if known(\"p\") }} {{ param(\"p\") }} {{ else }} rien {{ end }}.'");
    assert!(good.report.is_empty(), "{}", good.shown());
    let front = &good.document().front;
    let phrase = front.lead.as_ref().expect("the page has a lead");
    let set = |known: bool| phrase.plain_where(|_| known, |_| "5".to_owned());
    assert_eq!(
        (set(true), set(false)),
        ("Au plus 5.".into(), "Au plus rien.".into())
    );
    let open = "{{ if known(\"p\") }}";
    check_fault("if-branches", &lead(&format!("Un {open}deux")), open, &good);
    check_fault(
        "if-branches",
        &lead(&format!("'{open}un{{{{ end }}}}'")),
        open,
        &good,
    );
    let long = "mot ".repeat(81);
    let long = lead(&format!("'Un {open}deux{{{{ else }}}}{long}{{{{ end }}}}'"));
    assert_eq!(long.faults()[0].0, "long-lead");
    // A value that is not written as it reads still has its calls told apart.
    let folded = lead(">\n  Un {{ param(\"p\") }}\n  et {{ param(\"q\") }}.");
    let calls = folded.document().calls();
    assert_ne!(calls[0].span, calls[1].span);
}

#[test]
fn a_call_knows_its_part_of_the_page() {
    let call = "{{ param(\"p\") }}";
    let page = Page::french(&format!(
        "A {call}.\n\n## B {call}\n\nC ({call}).\n\nTableau : D {call}\n\n| E | {call} |\n|---|---|\n| f | g |\n\nH {call}.[^1]\n\n[^1]: Note {call}.\n"
    ));
    assert!(page.report.is_empty(), "{}", page.shown());
    let sections = page.document().shown_calls(&|_| true);
    let sizes: Vec<usize> = sections
        .iter()
        .map(Vec::len)
        .filter(|size| *size > 0)
        .collect();
    assert_eq!(sizes, [1, 3, 2, 1]);
    let enclosed = sections.iter().flatten().filter(|call| call.enclosed);
    assert_eq!(enclosed.count(), 1);
}

#[test]
fn the_first_page_needs_no_slug() {
    let front = FRONT.replace("slug: bilan\n", "");
    let text = format!("\u{feff}---\r\n{front}---\r\nTexte.\r\n");
    let page = Page::of_bytes(text.clone().into_bytes(), "index.md", French);
    assert!(page.report.is_empty(), "{}", page.shown());
    assert_eq!(page.document().front.slug, "");
    let page = Page::of_bytes(text.into_bytes(), "who/index.md", French);
    assert_eq!(page.faults()[0].0, "missing-field");
    assert_eq!(page.document().front.slug, "who");
}

#[test]
fn faults_of_the_front_matter() {
    check_front_fault(
        "unknown-field",
        "updtaed: 2026-11-22",
        "updtaed",
        "updated: 2026-11-22",
    );
    check_front_fault(
        "invalid-date",
        "checked: 22/11/2026",
        "22/11/2026",
        "checked: 2026-11-22",
    );
    check_front_fault(
        "invalid-date",
        "checked: 2026-02-30",
        "2026-02-30",
        "checked: 2026-02-28",
    );
    check_front_fault(
        "invalid-period",
        "review: six mois",
        "six mois",
        "review: 6 months",
    );
    check_front_fault(
        "invalid-period",
        "review: 0 days",
        "0 days",
        "review: 10 days",
    );
    check_front_fault(
        "unknown-word",
        "layout: glosary",
        "glosary",
        "layout: article",
    );
    check_front_fault("unexpected-value", "draft: oui", "oui", "draft: true");
    check_front_fault("unexpected-value", "lead: [a]", "[a]", "lead: a");
    check_front_fault("unexpected-value", "lead: ''", "''", "lead: 'a'");
    check_front_fault(
        "unsafe-link",
        "primary: {text: Aller, link: 'javascript:x'}",
        "'javascript:x'",
        "primary: {text: Aller, link: faq.md}",
    );
    check_front_fault(
        "call-syntax",
        "lead: Au plus {{ param(x) }}.",
        "x",
        "lead: Au plus {{ param(\"x\") }}.",
    );
    let long = "mot ".repeat(81);
    check_front_fault(
        "long-lead",
        &format!("lead: {long}"),
        long.trim(),
        "lead: mot",
    );
    let page = |front: &str| Page::with_front(front, "Texte.\n");
    check_fault(
        "missing-field",
        &page(&FRONT.replace("slug: bilan\n", "")),
        "title",
        &page(FRONT),
    );
    check_fault(
        "invalid-slug",
        &page(&FRONT.replace("slug: bilan", "slug: Élève")),
        "Élève",
        &page(&FRONT.replace("slug: bilan", "slug: eleve")),
    );
    let title = "Le bilan ".repeat(9);
    check_fault(
        "long-title",
        &page(&FRONT.replace("Le bilan", &title)),
        title.trim(),
        &page(FRONT),
    );
    let short = "title: T\nslug: t\ndescription: Court.\n";
    check_fault("description-length", &page(short), "Court.", &page(FRONT));
}

#[test]
fn faults_of_the_whole_page() {
    let page = |text: &str| Page::of_bytes(text.as_bytes().to_vec(), "page.md", French);
    let good = Page::french("Texte.\n");
    check_fault("missing-front-matter", &page("Titre\n"), "Titre", &good);
    check_fault(
        "unclosed-front-matter",
        &page("---\ntitle: a\n\nTexte.\n"),
        "---",
        &good,
    );
    check_fault("empty-page", &Page::french("\n\n"), "", &good);
    let sitemap = Page::with_front(&format!("{FRONT}layout: sitemap\n"), "");
    assert!(sitemap.report.is_empty());
    let binary = Page::of_bytes(vec![0x2d, 0xff, 0xfe], "page.md", French);
    assert_eq!(binary.report.sorted()[0].id, "not-utf8");
    assert!(binary.document.is_none());
}

#[test]
fn all_faults_come_at_once() {
    let page = Page::with_front(
        "title: T\nslug: é\nx: 1\n",
        "# A\n\n<b>\n\n[ici](javascript:a)\n",
    );
    let ids: Vec<&str> = page.faults().iter().map(|(id, _)| *id).collect();
    assert_eq!(
        ids,
        [
            "missing-field",
            "invalid-slug",
            "unknown-field",
            "heading-level",
            "raw-html",
            "unsafe-link",
            "vague-link"
        ]
    );
}

#[test]
fn faults_of_headings() {
    check_body_fault("heading-level", "# A\n", "# A", "## A\n");
    check_body_fault(
        "heading-level",
        "## A\n\n#### B\n",
        "#### B",
        "## A\n\n### B\n",
    );
    check_body_fault(
        "empty-heading",
        "## {#a}\n\nTexte.\n",
        "## {#a}",
        "## A {#a}\n",
    );
    check_body_fault(
        "shouting-heading",
        "## LES DROITS DU SALARIÉ\n",
        "## LES DROITS DU SALARIÉ",
        "## CPF, OPCO, FAF PM\n",
    );
    check_body_fault(
        "duplicate-anchor",
        "## A {#x}\n\n## B {#x}\n",
        "## B {#x}",
        "## A {#x}\n\n## B {#y}\n",
    );
    check_body_fault(
        "invalid-anchor",
        "## A {#Été}\n",
        "## A {#Été}",
        "## A {#ete}\n",
    );
    check_body_fault("invalid-anchor", "## A {#x\n", "## A {#x", "## A {#x}\n");
    check_body_fault(
        "heading-attribute",
        "## A {.b}\n",
        "## A {.b}",
        "## A {#b}\n",
    );
    check_body_fault("nested-heading", "> ## A\n", "## A", "> A\n");
    check_body_fault(
        "bold-as-heading",
        "**Mon titre**\n",
        "**Mon titre**",
        "**Une phrase.**\n",
    );
    check_body_fault(
        "bold-as-heading",
        "**Qui paie ?**\n\nVous.\n",
        "**Qui paie ?**",
        "**Qui paie ?** Vous.\n",
    );
}

#[test]
fn faults_of_links_and_images() {
    for (bad, good) in [
        ("[La loi](javascript:alert)", "[La loi](loi.md)"),
        ("[La loi](//x.fr)", "[La loi](https://x.fr)"),
        ("[La loi](/\\\\x.fr)", "[La loi](x.md)"),
        ("[La loi](ftp://x.fr)", "[La loi](http://x.fr)"),
        ("[La loi](https:x.fr)", "[La loi](https://x.fr)"),
        ("<data:text>", "[La loi](data.md)"),
    ] {
        check_body_fault("unsafe-link", bad, bad, good);
    }
    for vague in [
        "ici",
        "Cliquez ici !",
        "En savoir plus...",
        "Click here",
        "**lien**",
    ] {
        let link = format!("[{vague}](a.md)");
        check_body_fault(
            "vague-link",
            &format!("Lisez {link}"),
            &link,
            "[Ici, la loi](a.md)",
        );
    }
    check_body_fault(
        "bare-url",
        "Voir https://x.fr/a !\n",
        "https://x.fr/a",
        "[X](https://x.fr/a)\n",
    );
    check_body_fault(
        "bare-url",
        "<https://x.fr>",
        "<https://x.fr>",
        "`https://x.fr`",
    );
    check_body_fault("empty-link", "[](a.md)", "[](a.md)", "[a](a.md)");
    check_body_fault("empty-link", "[a]()", "[a]()", "[a](#a)");
    check_body_fault(
        "external-image",
        "![a](https://x.fr/a.png)",
        "![a](https://x.fr/a.png)",
        "![a](media/a.png)",
    );
    check_body_fault(
        "unsafe-link",
        "![a](data:x)",
        "![a](data:x)",
        "![a](media/a.png)",
    );
    check_body_fault(
        "image-alt",
        "![](media/a.png)",
        "![](media/a.png)",
        "![a](media/a.png)",
    );
    check_body_fault(
        "unknown-reference",
        "[a][b]",
        "[a][b]",
        "[a][b]\n\n[b]: c.md\n",
    );
    check_body_fault(
        "unknown-footnote",
        "Un[^a].",
        "[^a]",
        "Un[^a].\n\n[^a]: Note.\n",
    );
    check_body_fault(
        "unused-footnote",
        "Un.\n\n[^a]: Note.\n",
        "[^a]: Note.",
        "Un [a].\n",
    );
    check_body_fault(
        "broken-link",
        "[a](b c.md)",
        "](b",
        "[a](<b c.md>) `[a](b)`\n",
    );
    check_body_fault(
        "broken-link",
        "[a[^a]](b.md)\n\n[^a]: Note.\n",
        "](b.md)",
        "[a](b.md)[^a]\n\n[^a]: Note.\n",
    );
}

#[test]
fn faults_of_blocks() {
    check_body_fault("raw-html", "un <br> deux\n", "<br>", "un `<br>` deux\n");
    check_body_fault(
        "raw-html",
        "<div>\nun\n</div>\n",
        "<div>\nun\n</div>",
        "un\n",
    );
    check_body_fault("raw-html", "<!-- note -->\n", "<!-- note -->", "1 < 2\n");
    let table = "| a | b |\n|---|---|\n| c | d |\n";
    check_body_fault(
        "table-caption",
        table,
        "| a | b |",
        &format!("Table: x\n\n{table}"),
    );
    check_body_fault(
        "unknown-callout",
        "> [!WARNIN]\n> a\n",
        "[!WARNIN]",
        "> [!WARNING]\n> a\n",
    );
    check_body_fault(
        "unknown-callout",
        "> [!NOTE] a\n",
        "[!NOTE]",
        "> [!NOTE]\n> a\n",
    );
}

#[test]
fn faults_of_calls() {
    for (bad, pointed) in [
        ("{{ param(\"a) }}", "a"),
        ("{{ }}", "}"),
        ("{{ \" \" }}", "\""),
        ("{{ param }}", "}"),
        ("{{ param(\"a\" \"b\") }}", "\""),
        ("{{ param(a) }}", "a"),
        ("{{ param(1.234) }}", "1"),
        ("{{ param(a=1, a=2) }}", "a"),
        ("{{ param(a=1, 2) }}", "2"),
        ("{{ param(\"a\") }", "{{"),
        ("{{ param(“a”) }}", "“"),
    ] {
        check_body_fault(
            "call-syntax",
            &format!("Un {bad} deux.\n"),
            pointed,
            "Un {{ param(\"a\") }}.\n",
        );
        check_body_fault(
            "call-syntax",
            &format!("Un {bad}\n"),
            pointed,
            &format!("Un `{bad}`\n"),
        );
    }
    for bad in [
        "[a]({{ a() }})",
        "[a](b.md '{{ a() }}')",
        "![a]({{a()}})",
        "![{{ a() }}](b.png)",
    ] {
        check_body_fault("misplaced-call", bad, bad, "[{{ a() }}](b.md)\n");
    }
}

/// The attacks of security.md, rows 14, 18 and 19, and some more.
const PAYLOADS: [&str; 22] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "\" onmouseover=\"alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#x6a;avascript:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "java\u{ad}script:alert(1)",
    " javascript:alert(1)",
    "Data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "/\\evil.example/x",
    "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "{{</script><script>}}",
];

#[test]
fn no_payload_gets_through() {
    for payload in PAYLOADS {
        let quoted = payload.replace('\'', "''");
        for body in [
            payload.to_owned(),
            format!("[a]({payload})"),
            format!("[a](<{payload}>)"),
            format!("[a](b.md \"{payload}\")"),
            format!("[a](b.md '{payload}')"),
            format!("[{payload}](b.md)"),
            format!("<{payload}>"),
            format!("![{payload}](media/a.png)"),
            format!("![a](<{payload}>)"),
            format!("![a](media/a.png \"{payload}\")"),
            format!("```{payload}\n{payload}\n```"),
            format!("~~~a\" {payload}\n~~~"),
            format!("## A {{#{payload}}}"),
            format!("## {payload} {{#a}}"),
            format!("## A {{.{payload} {payload}={payload}}}"),
            format!("a[^{payload}]\n\n[^{payload}]: {payload}"),
            format!("Table: {payload}\n\n| {payload} |\n|---|\n| {payload} |"),
            format!("[a][b]\n\n[b]: <{payload}> \"{payload}\""),
            format!("> [!{payload}]\n> {payload}"),
            format!("`{payload}`"),
            format!("*{payload}* **{payload}**"),
            format!("{{{{ param(\"{payload}\") }}}}"),
            format!("{{{{ {payload} }}}}"),
            format!("{payload} {{#{payload}}}\n: {payload}"),
        ] {
            for page in [
                Page::french(&body),
                Page::english(&body),
                Page::glossary(&body),
            ] {
                assert_sound(&page.html());
                assert_safe_links(page.document());
                page.shown();
            }
        }
        let front = format!(
            "title: '{quoted}'\nmenu: '{quoted}'\ndescription: '{quoted}'\nslug: '{quoted}'\n\
             lead: '{quoted}'\nlayout: '{quoted}'\nsources: ['{quoted}']\nreview: '{quoted}'\n\
             updated: '{quoted}'\nprimary: {{text: '{quoted}', link: '{quoted}'}}\n'{quoted}': 1\n"
        );
        let page = Page::with_front(&front, "Texte.\n");
        let document = page.document();
        let front = &document.front;
        assert_sound(&front.title.html_where(|_| true, |_| String::new()));
        assert_sound(&front.description.html_where(|_| true, |_| String::new()));
        if let Some(lead) = &front.lead {
            assert_sound(&lead.html_where(|_| true, |_| String::new()));
        }
        assert!(
            front
                .slug
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        );
        assert_safe_links(document);
        page.shown();
    }
}

#[track_caller]
fn assert_safe_links(document: &Document) {
    for link in &document.links {
        let target = link.target.trim().to_lowercase();
        let scheme = target
            .split(['/', '?', '#'])
            .next()
            .and_then(|head| head.split_once(':'));
        match link.kind {
            LinkKind::Internal | LinkKind::Image => {
                assert!(scheme.is_none() && !target.starts_with("//"), "{link:?}");
            }
            LinkKind::External => assert!(target.starts_with("http"), "{link:?}"),
            LinkKind::Contact => {
                assert!(
                    target.starts_with("mailto:") || target.starts_with("tel:"),
                    "{link:?}"
                );
            }
        }
    }
}

/// The elements that a page may hold, and the attributes that they may have.
const ELEMENTS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "aside",
    "pre",
    "code",
    "strong",
    "em",
    "i",
    "sup",
    "a",
    "img",
    "br",
    "hr",
    "div",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "section",
    "dl",
    "dt",
    "dd",
];
const ATTRIBUTES: &[&str] = &[
    "id",
    "class",
    "href",
    "rel",
    "title",
    "src",
    "alt",
    "lang",
    "start",
    "scope",
    "data-label",
    "role",
    "tabindex",
    "aria-labelledby",
    "aria-describedby",
    "aria-label",
];

/// Every `<` opens or closes a known element, in the right order; every attribute is known and
/// quoted; no address has a scheme that is not allowed.
#[track_caller]
fn assert_sound(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        let end = tag
            .find('>')
            .unwrap_or_else(|| panic!("a tag has no end: {html}"));
        let (inside, after) = (&tag[..end], &tag[end + 1..]);
        assert!(!inside.contains('<'), "{html}");
        rest = after;
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
            continue;
        }
        let (name, mut attributes) = inside.split_once(' ').unwrap_or((inside, ""));
        assert!(ELEMENTS.contains(&name), "{name:?} in {html}");
        while let Some((key, value)) = attributes.split_once("=\"") {
            let (value, more) = value.split_once('"').expect("a value is quoted");
            let key = key.trim();
            assert!(ATTRIBUTES.contains(&key), "{key:?} in {html}");
            if matches!(key, "href" | "src") {
                let value = value.to_lowercase();
                let head = value.split(['/', '?', '#']).next().unwrap_or("");
                let scheme = head.split_once(':').map(|(scheme, _)| scheme);
                let allowed = [
                    None,
                    Some("https"),
                    Some("http"),
                    Some("mailto"),
                    Some("tel"),
                ];
                assert!(allowed.contains(&scheme), "{value:?} in {html}");
                assert!(!value.starts_with("//"), "{value:?} in {html}");
            }
            attributes = more;
        }
        assert_eq!(attributes.trim(), "", "{html}");
        if !["img", "br", "hr"].contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} stay open in {html}");
}

fn pages() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "---\n",
        "title: a\n",
        "slug: b\n",
        "layout: glossary\n",
        "\n",
        "\n\n",
        " ",
        "    ",
        "# ",
        "## ",
        "> ",
        "> [!NOTE]\n",
        "- ",
        "1. ",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "<b>",
        "<!--",
        "| a ",
        "|---|\n",
        "Table: ",
        "[^a]",
        "[^a]: ",
        "{#a}",
        "{{",
        "}}",
        "{{ a() }}",
        "{{ a(\"|\", b=1) }}",
        ": ",
        "\\",
        "&amp;",
        "&#x6a;",
        "\"",
        "'",
        "é",
        "\u{e000}",
        "\u{f0000}",
        "\u{f0000}\u{e000}xx",
        "x",
        "https://",
        "javascript:",
        "\r\n",
        "\t",
        "\u{feff}",
        "\u{0}",
    ]);
    prop::collection::vec(marks, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..200), glossary: bool) {
        let page = Page::of_bytes(bytes.clone(), "page.md", French);
        page.shown();
        let front = if glossary { "layout: glossary\n" } else { "" };
        let mut text = format!("---\n{front}---\n").into_bytes();
        text.extend(bytes);
        Page::of_bytes(text, "index.md", English).shown();
    }

    #[test]
    fn any_page_is_sound(body in pages(), glossary: bool) {
        let page = if glossary { Page::glossary(&body) } else { Page::english(&body) };
        assert_sound(&page.html());
        assert_safe_links(page.document());
        page.shown();
        let page = Page::of_bytes(body.into_bytes(), "page.md", French);
        if page.document.is_some() {
            assert_sound(&page.html());
        }
        page.shown();
    }
}

#[test]
fn deep_nesting_takes_no_stack() {
    for opening in ["> ", "- ", "*a ", "[", "**a "] {
        let page = Page::french(&format!("{}a\n", opening.repeat(20_000)));
        assert_sound(&page.html());
    }
}

#[test]
fn a_long_sentence_is_noted_at_its_line() {
    let ten = "un deux trois quatre cinq six sept huit neuf dix";
    let figure = "{{ param(\"a\") }}";
    let long = format!("Puis {ten}, {ten}, un deux trois {figure}.");
    let source = "({{ source(\"b\") }})";
    check_body_fault(
        "long-sentence",
        &format!("- Un.\n\nCourt.\n{long}\nFin.\n"),
        &long,
        &format!("{ten}, {ten}, un deux trois {figure} {source} :\n\n- {ten}, {ten}\n- {ten}\n"),
    );
}

#[test]
fn a_row_has_the_cells_of_its_head() {
    let table = |row: &str| format!("Tableau : prix\n\n| a | b |\n|---|---|\n{row}\n");
    for (row, pointed) in [
        ("| 1 | 2 | trop |", "trop |"),
        ("| 1 | 2 | trop | et plus", "trop | et plus"),
        ("1|2|trop", "trop"),
        ("| 1 |", "| 1 |"),
        ("seul", "seul"),
        ("| `a|b` | 2 |", "2 |"),
    ] {
        let good = table("| 1 | |\n|| x\n1 | 2\n| a \\| b | `c \\| d` |");
        check_body_fault("table-cells", &table(row), pointed, &good);
    }
    let quoted = "> Tableau : prix\n>\n> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |\n";
    check_body_fault("table-cells", quoted, "3 |", &quoted.replace("| 3 |", "|"));
}

/// The ids of a body's faults, each with the line that it points at.
fn told(body: &str) -> Vec<(&'static str, String)> {
    let page = Page::french(body);
    let faults = page.report.sorted();
    let told = faults.iter().filter(|fault| fault.id != "table-caption");
    told.map(|fault| {
        let span = fault.span.expect("a fault of a page has a place");
        let text = page.sources.text(span.file);
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or("");
        (fault.id, line.to_owned())
    })
    .collect()
}

#[test]
fn no_break_spaces_beside_a_mark_are_named() {
    for space in ["\u{a0}", "\u{202f}", "\u{2009}", "\u{200b}"] {
        for line in [
            "##~Titre",
            "###~~Titre",
            "-~un",
            "*~un",
            "+~un",
            "1.~un",
            "12)~un",
            "~- un",
            "~## Titre",
            ">~[!WARNING]",
            "~> cité",
            "- - -~",
            "-~~",
            "~~1. un",
        ] {
            let line = line.replace('~', space);
            assert_eq!(
                told(&format!("{line}\n")),
                [("no-break-space", line.clone())]
            );
            let after = format!("Du texte :\n\n{line}\n\nFin.\n");
            assert_eq!(told(&after), [("no-break-space", line)]);
        }
        for rule in ["|---|---|~", "|~---|---|", "~|---|---|", "|---~|---|"] {
            let rule = rule.replace('~', space);
            let body = format!("Tableau : a\n\n| a | b |\n{rule}\n| c | d |\n");
            assert_eq!(told(&body), [("no-break-space", rule)], "{body}");
        }
        let task = format!("- un\n- deux\n  -{space}trois\n");
        assert_eq!(
            told(&task),
            [("no-break-space", format!("  -{space}trois"))]
        );
    }
    let page = Page::french("##\u{202f}Titre\n");
    assert!(
        page.shown().contains("a narrow no-break space (U+202F)"),
        "{}",
        page.shown()
    );
}

#[test]
fn what_almost_is_markdown_is_told_at_its_line() {
    for line in [
        "##Sans espace",
        "###Sans espace",
        "#Titre",
        "####### Trop",
        "• item",
        "•item",
        "▪ item",
        "– item",
        "— item",
        "-item",
        "1.Texte",
        "2)Texte",
        "- [x] fait",
        "- [ ] à faire",
        "[x] fait",
        "::: note",
        "!!! note",
        "Voir [la page] (prix.md).",
        "Voir [la page]\u{a0}(../prix.md#a).",
        "Voir (la page)[prix.md].",
        "Un montant de { param(\"cpf_ceiling\") }.",
        "{param(\"a\")}",
        "{% param(\"a\") %}",
        "{ { param(\"a\") } }",
        "Un mot ~~barré~~ ici.",
        "Un mot ** gras ** ici.",
        "Un mot **gras ici.",
        "| a | b |",
    ] {
        assert_eq!(
            told(&format!("{line}\n")),
            [("almost-markdown", line.to_owned())],
            "{line}"
        );
    }
    for (body, line) in [
        ("Liste :\n– un\n– deux\n", vec!["– un", "– deux"]),
        ("| a | b |\n| c | d |\n", vec!["| a | b |"]),
        ("| a | b |\n|---|\n| c | d |\n", vec!["| a | b |"]),
        ("|---|---|\n| c | d |\n", vec!["|---|---|"]),
        ("a | b\nc | d\n", vec!["a | b"]),
        ("> Mot\n> : sens\n", vec!["> : sens"]),
    ] {
        let expected: Vec<_> = line
            .into_iter()
            .map(|line| ("almost-markdown", line.to_owned()))
            .collect();
        assert_eq!(told(body), expected, "{body}");
    }
    assert_eq!(
        told("- un\n- deux\n    -\n"),
        [("underlined-text", "    -".to_owned())]
    );
    assert_eq!(
        told("Une phrase.\n---\nSuite.\n"),
        [("underlined-text", "---".to_owned())]
    );
    assert_eq!(
        told("Texte.\n\n```\ncode\n\nla suite\n"),
        [("unclosed-code", "```".to_owned())]
    );
    let lost = "[Important]: urgent\n\nVoir [la page][b].\n\n[b]: prix.md\n";
    assert_eq!(
        told(lost),
        [("unused-reference", "[Important]: urgent".to_owned())]
    );
}

#[test]
fn ordinary_prose_and_code_are_no_mistakes() {
    for body in [
        "Au 1er rang : #1 en France.",
        "#1 en France.",
        "Suivez #bilan et #cpf.",
        "C# et F#.",
        "Il dit – sans rire – que oui.",
        "Le CPF\n– s'il suffit – paie tout.",
        "-5 °C le matin.",
        "- 5 °C",
        "2.5 heures par semaine.",
        "2025. Une année.",
        "1.a) puis 1.b).",
        "L'article L. 6313-1 (voir plus bas).",
        "Voir [1] (page 3).",
        "Un choix [A] (ou B).",
        "Un ensemble { a ; b }.",
        "Une fonction f(x) { … }.",
        "Le CPF | le PTP",
        "Prix\u{a0}: 5\u{a0}€",
        "Un \\*\\* et un \\~~.",
        "\\## Pas un titre",
        "\\- pas une liste",
        "1\\. pas une liste",
        "5 * 3 = 15",
        "`##Sans` et `**` et `{ param(\"a\") }`.",
        "```\n##Sans\n•\u{a0}un\n| a | b |\n```",
        "    ##Sans espace\n    • un",
        "~~~\n```\n~~~",
        "> ```\n> x\n> ```",
        "- a\n\n  ```\n  b\n  ```",
        "[a]\n\n[a]: https://exemple.fr",
        "Une parenthèse (ici)[^1].\n\n[^1]: Note.",
        "« Mot » \u{2009}: oui",
        "Titre\n-----\n\nTexte.",
        "***\n\nTexte.",
        "Le texte [sic] est là (fin).",
        "![Plan](a.png)",
        "Une phrase : \n\n- un",
        "Appelez le (01) 23 [poste 4].",
    ] {
        assert_eq!(told(&format!("{body}\n")), [], "{body}");
    }
}

#[test]
fn no_break_spaces_in_a_front_matter_are_named() {
    for (line, pointed) in [
        ("menu:\u{a0}Prix", "\u{a0}"),
        ("menu\u{a0}: Prix", "\u{a0}"),
        ("\u{a0}menu: Prix", "\u{a0}"),
        ("sources:\n  -\u{202f}a", "\u{202f}"),
        ("primary:\n\u{a0}\u{a0}text: A\n  link: a.md", "\u{a0}"),
    ] {
        let page = Page::with_front(&format!("{FRONT}{line}\n"), "Texte.\n");
        let faults = page.faults();
        assert!(!faults.is_empty(), "{line}");
        for fault in faults {
            assert_eq!(
                fault,
                ("no-break-space", pointed),
                "{line}\n{}",
                page.shown()
            );
        }
    }
    let fine = "menu: \"Prix\u{a0}: 5\u{a0}€\"\nlead: >\n  Durée\u{a0}: vingt-quatre heures.";
    let page = Page::with_front(&format!("{FRONT}{fine}\n"), "Texte.\n");
    assert_eq!(page.faults(), [], "{}", page.shown());
}

#[test]
fn words_that_yaml_takes_for_a_comment_are_told() {
    check_front_fault(
        "yaml-comment",
        "menu: Notre offre #1",
        "#1",
        "menu: \"Notre offre #1\"",
    );
    check_front_fault(
        "yaml-comment",
        "menu: Offre #bilan du mois",
        "#bilan du mois",
        "menu: Offre # un mot de l'auteur",
    );
    check_front_fault(
        "yaml-comment",
        "sources: [ \"a\" ]\nmenu: C #1",
        "#1",
        "menu: C#1",
    );
}

#[test]
fn headings_with_the_same_words_are_numbered() {
    let body =
        "## Été\n\n## Ete\n\n## Ete 2\n\n## A {#prix}\n\n## Prix\n\n## Table 1\n\n## Contenu\n";
    let page = Page::french(body);
    assert!(page.report.is_empty(), "{}", page.shown());
    let anchors: Vec<&str> = page.document().anchors().collect();
    assert_eq!(
        anchors,
        [
            "ete", "ete-2", "ete-2-2", "prix", "prix-2", "table-1", "contenu"
        ]
    );
}
