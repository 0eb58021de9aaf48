//! Finds files of `content/` that nobody reads.

use crate::language::{Bilingual, Language};
use crate::report::{Fault, Report};
use crate::say;
use crate::site::{PUBLISHED, is_published};
use crate::source::{FileId, SourceFile, Sources, Span};

/// Endings by which people mean a page.
const PAGES: [&str; 6] = ["md", "markdown", "mdown", "mkd", "mdx", "txt"];

/// Endings of pictures that browsers do not all show.
const PICTURES: [&str; 9] = [
    "heic", "heif", "bmp", "tif", "tiff", "ico", "psd", "eps", "ai",
];

/// Reports each file that is neither read nor published.
pub fn check(sources: &Sources, report: &mut Report) {
    for (id, file) in sources.below("content/") {
        if !is_used(file) {
            report.add(fault(id, file));
        }
    }
}

fn is_used(file: &SourceFile) -> bool {
    let inner = file.path.strip_prefix("content/").unwrap_or(&file.path);
    let (folder, name) = inner.split_once('/').unwrap_or(("", inner));
    if name == "README.md" || is_published(name) {
        return true;
    }
    match folder {
        "" => name == "site.yaml",
        "rules" => file.has_extension("yaml") || name.starts_with("texts/"),
        _ if Language::ALL
            .iter()
            .any(|language| folder == language.code()) =>
        {
            file.has_extension("md")
                || ["questionnaire.yaml", "law.yaml", "texts.yaml"].contains(&name)
        }
        _ => false,
    }
}

fn fault(id: FileId, file: &SourceFile) -> Fault {
    let fault = Fault::warning(
        "ignored-file",
        say!("ce fichier n'est pas lu", "this file is not read"),
    );
    fault.at(Span::beginning(id)).help(way_out(file))
}

fn way_out(file: &SourceFile) -> Bilingual<String> {
    let is_one_of = |endings: &[&str]| endings.iter().any(|ending| file.has_extension(ending));
    let in_language = Language::ALL.iter().any(|language| {
        file.path
            .starts_with(&format!("content/{}/", language.code()))
    });
    if is_one_of(&PAGES) {
        if in_language {
            return say!(
                "donnez à une page un nom qui finit par `.md`, et par rien d'autre",
                "give a page a name that ends in `.md`, and in nothing else"
            );
        }
        return say!(
            "mettez une page sous `content/fr/`, et sa traduction sous `content/en/`, en minuscules",
            "put a page below `content/en/`, and its translation below `content/fr/`, in small letters"
        );
    }
    if is_one_of(&PICTURES) {
        return say!(
            "enregistrez l'image en jpg, png, webp, avif ou svg : les navigateurs ne montrent pas tous celle-ci",
            "save the picture as jpg, png, webp, avif or svg: not all browsers show this one"
        );
    }
    if is_one_of(&["yaml", "yml"]) {
        return say!(
            "les réglages sont dans `content/site.yaml`, les règles dans `content/rules/`, les mots dans `questionnaire.yaml`, `law.yaml` et `texts.yaml` de chaque langue, tous avec l'extension `.yaml`",
            "settings are in `content/site.yaml`, rules in `content/rules/`, words in `questionnaire.yaml`, `law.yaml` and `texts.yaml` of each language, all with the extension `.yaml`"
        );
    }
    let endings = PUBLISHED.join(", ");
    say!(
        "sont publiés : les pages `.md`, et les fichiers {endings} ; mettez les autres hors de `content/`",
        "what is published: pages, as `.md`, and the files {endings}; put others outside `content/`"
    )
}
