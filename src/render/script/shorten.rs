//! Writes a script without what only its authors read.
//!
//! Comments and casts go, and so do the spaces, the ends of lines and the marks without which
//! it means the same. Where a line may end a statement, it goes on doing so; names stay.

use crate::render::script::token::{
    ScriptToken, ScriptTokenKind, TokenGap, in_a_word, mark, tokens,
};

/// A script as visitors download it.
pub fn shortened(script: &str) -> String {
    written(&needed(script))
}

/// The tokens of a script without which it would mean something else.
fn needed(script: &str) -> Vec<ScriptToken<'_>> {
    let tokens = without_brackets_of_casts(tokens(script));
    let mut kept = Vec::with_capacity(tokens.len());
    for token in tokens {
        if token.kind == ScriptTokenKind::Mark {
            match token.text {
                "}" | "]" | ")" => drop_mark(&mut kept, token.text),
                "=>" => drop_brackets(&mut kept),
                _ => {}
            }
        }
        kept.push(token);
    }
    kept
}

/// Takes the brackets from around plain names behind a cast.
fn without_brackets_of_casts(mut tokens: Vec<ScriptToken<'_>>) -> Vec<ScriptToken<'_>> {
    let mut goes = vec![false; tokens.len()];
    for index in 0..tokens.len() {
        let open = tokens[index];
        // Behind a value, brackets would be those of a call; behind a brace, they might be.
        let before = index.checked_sub(1).map(|before| tokens[before]);
        let free = before.is_none_or(|before| before.before_value && !before.is("}"));
        if open.cast
            && open.is("(")
            && free
            && let Some(length) = plain_name(&tokens[index + 1..])
        {
            let close = index + 1 + length;
            goes[index] = true;
            goes[close] = true;
            // Within brackets, no end of a line ends a statement.
            tokens[index + 1].gap = open.gap.max(TokenGap::Space);
            if let Some(behind) = tokens.get_mut(close + 1) {
                behind.gap = behind.gap.max(TokenGap::Space);
            }
        }
    }
    let all = tokens.into_iter().zip(goes);
    all.filter_map(|(token, goes)| (!goes).then_some(token))
        .collect()
}

/// How many tokens a name has that ends with a closing bracket, perhaps with names or places
/// inside it: `state.answers[question]`.
fn plain_name(tokens: &[ScriptToken<'_>]) -> Option<usize> {
    let part = |token: &ScriptToken<'_>| {
        token.kind == ScriptTokenKind::Word || [".", "[", "]"].iter().any(|mark| token.is(mark))
    };
    let length = tokens.iter().position(|token| !part(token))?;
    let is_name = tokens[0].kind == ScriptTokenKind::Word && tokens[length].is(")");
    is_name.then_some(length)
}

/// Before a closing bracket, a comma says nothing, nor before a brace a semicolon.
fn drop_mark(kept: &mut Vec<ScriptToken<'_>>, bracket: &str) {
    let [.., before, last] = kept.as_slice() else {
        return;
    };
    // A semicolon alone is a statement: `if (a); }`. A comma alone is a place: `[a,,]`.
    let ends = match before.kind {
        ScriptTokenKind::Mark if last.is(";") => {
            !before.before_value || ["}", "++", "--"].contains(&before.text)
        }
        ScriptTokenKind::Word if last.is(";") => !["else", "do"].contains(&before.text),
        ScriptTokenKind::Mark => !["[", ","].contains(&before.text),
        _ => true,
    };
    if ends && (last.is(",") || last.is(";") && bracket == "}") {
        kept.pop();
    }
}

/// `(a) => b` is `a => b`.
fn drop_brackets(kept: &mut Vec<ScriptToken<'_>>) {
    let [.., open, name, close] = kept.as_slice() else {
        return;
    };
    if open.is("(") && name.kind == ScriptTokenKind::Word && close.is(")") {
        let name = ScriptToken {
            gap: open.gap.max(TokenGap::Space),
            ..*name
        };
        kept.truncate(kept.len() - 3);
        kept.push(name);
    }
}

/// Tokens, with what has to stand between them.
fn written(tokens: &[ScriptToken<'_>]) -> String {
    let mut script = String::new();
    let mut last = None;
    for token in tokens {
        if let Some(last) = last {
            script.push_str(between(last, token));
        }
        script.push_str(token.text);
        last = Some(token);
    }
    script
}

/// What has to stand between two tokens.
fn between(one: &ScriptToken<'_>, other: &ScriptToken<'_>) -> &'static str {
    if other.gap == TokenGap::Line && !goes_on(one, other) {
        "\n"
    } else if other.gap > TokenGap::Nothing && would_be_one(one, other) {
        " "
    } else {
        ""
    }
}

/// Whether no statement ends between two tokens, with or without the end of a line.
fn goes_on(one: &ScriptToken<'_>, other: &ScriptToken<'_>) -> bool {
    /// Nothing begins with these: a statement that ended before them would be the last.
    const BEHIND: [&str; 42] = [
        "}", ")", "]", ";", ",", ":", "?", "?.", ".", "??", "??=", "=", "=>", "==", "===", "!=",
        "!==", "<", "<=", "<<", "<<=", ">", ">=", ">>", ">>=", ">>>", ">>>=", "+=", "-=", "*=",
        "**=", "**", "%", "%=", "&", "&=", "&&", "&&=", "|", "|=", "||", "||=",
    ];
    let open = match one.kind {
        // A brace may end a statement, and so may `a++`.
        ScriptTokenKind::Mark => one.before_value && !["}", "++", "--"].contains(&one.text),
        ScriptTokenKind::Template => one.before_value,
        _ => false,
    };
    let behind = match other.kind {
        ScriptTokenKind::Mark => BEHIND.contains(&other.text),
        ScriptTokenKind::Template => other.text.starts_with('}'),
        _ => false,
    };
    open || behind
}

/// Whether two tokens would be read as others if nothing stood between them.
fn would_be_one(one: &ScriptToken<'_>, other: &ScriptToken<'_>) -> bool {
    let (Some(last), Some(first)) = (one.text.chars().last(), other.text.chars().next()) else {
        return false;
    };
    let words = in_a_word(first)
        && (in_a_word(last)
            || [ScriptTokenKind::Pattern, ScriptTokenKind::Number].contains(&one.kind));
    let point = one.kind == ScriptTokenKind::Number && first == '.'
        || last == '.' && (first == '.' || other.kind == ScriptTokenKind::Number);
    // Two slashes begin a comment, and so does `<!` with two dashes in an old script.
    let comment = last == '/' && "/*".contains(first) || last == '<' && first == '!';
    let marks = one.kind == ScriptTokenKind::Mark
        && other.kind == ScriptTokenKind::Mark
        && mark(&format!("{}{}", one.text, other.text)) != Some(one.text);
    words || point || comment || marks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{needed, shortened};
    use crate::render::script::token::tokens;

    fn check(script: &str, short: &str) {
        assert_eq!(shortened(script), short, "{script}");
    }

    #[test]
    fn spaces_go_where_nothing_is_read_otherwise() {
        check("const a = b ? c : d;", "const a=b?c:d;");
        check("a + +b - -c + ++d - --e;", "a+ +b- -c+ ++d- --e;");
        check("a++ + b; a + ++b;", "a+++b;a+ ++b;");
        check("return /** c */ x;", "return x;");
        check("x in y; \"x\" in y; x of y;", "x in y;\"x\"in y;x of y;");
        check(
            "1. in a; 1 .toFixed(); a ? .5 : 1; a?.b;",
            "1. in a;1 .toFixed();a?.5:1;a?.b;",
        );
        check("a = b ? ?.5 : c;", "a=b? ?.5:c;");
        check("a < !--b; a = !b;", "a< !--b;a=!b;");
        check("é = ñ in ü;", "é=ñ in ü;");
        check("  \n\n a  \n", "a");
        check("let #a; static #b;", "let #a;static #b;");
    }

    #[test]
    fn a_line_ends_a_statement_as_before() {
        check("a\nb", "a\nb");
        check("a = b\n(c)", "a=b\n(c)");
        check("a = b\n[c]", "a=b\n[c]");
        check("a\n++b", "a\n++b");
        check("return\na", "return\na");
        check("return (\n  a\n)", "return(a)");
        check("f = {}\ng()", "f={}\ng()");
        check("function f() {\n  a();\n}\ng();", "function f(){a()}\ng();");
        check("a\n  .b\n  && c\n  ? d\n  : e", "a.b&&c?d:e");
        check("a,\nb;\nc =\nd;", "a,b;c=d;");
        check("a\n/re/.test(b)", "a\n/re/.test(b)");
        check("class A { x\n*y() {} }", "class A{x\n*y(){}}");
        check("a /* b\n */ c", "a\nc");
        check("a // b\nc", "a\nc");
        check("if (a)\n  b();\nelse\n  c();", "if(a)b();else\nc();");
    }

    #[test]
    fn texts_templates_and_patterns_stay_as_they_are() {
        check("a = \"b  // c\" + 'd /* e' ;", "a=\"b  // c\"+'d /* e';");
        check("a = \"b\\\"  c\" ;", "a=\"b\\\"  c\";");
        check(
            "a = `b  ${ c  + `d  ${ { e : f } }  g` }  // h` ;",
            "a=`b  ${c+`d  ${{e:f}}  g`}  // h`;",
        );
        check("a = `b\n  \\${ c }  \\` d` ;", "a=`b\n  \\${ c }  \\` d`;");
        check("a = `${ { } }` / b / c ;", "a=`${{}}`/b/c;");
        check("a.b( /c  [/ ]  \\/ d/g ) ;", "a.b(/c  [/ ]  \\/ d/g);");
        check("return /a  b/ ;", "return/a  b/;");
        check("a = /b/ in c ;", "a=/b/ in c;");
        check("if (a) /b  c/ .test(d) ;", "if(a)/b  c/.test(d);");
        check("for (const a of /b  c/ .d) ;", "for(const a of/b  c/.d);");
        check("a => /b  c/ ;", "a=>/b  c/;");
        check("{ }\n/b  c/ .test(d) ;", "{}\n/b  c/.test(d);");
    }

    #[test]
    fn a_slash_divides_behind_a_value() {
        check("a = b / c  / d ;", "a=b/c/d;");
        check("a = (b) / c  / d ;", "a=(b)/c/d;");
        check("a = b[0] / c  / d ;", "a=b[0]/c/d;");
        check("a = 4 / c  / d ;", "a=4/c/d;");
        check("a = b++ / c  / d ;", "a=b++/c/d;");
        check("a = b.return / c  / d ;", "a=b.return/c/d;");
        check("a = b.if(c) / d  / e ;", "a=b.if(c)/d/e;");
        check("a = of / c  / d ;", "a=of/c/d;");
        check(
            "for (let a = of / c  / d ; ; ) b ;",
            "for(let a=of/c/d;;)b;",
        );
        check("a = b / /c  d/ ;", "a=b/ /c  d/;");
    }

    #[test]
    fn marks_that_say_nothing_go() {
        check("a => { b(); }", "a=>{b()}");
        check(
            "(a) => b; async (a) => b; return (a) => b;",
            "a=>b;async a=>b;return a=>b;",
        );
        check(
            "(a, b) => c; ({ a }) => b; () => c; (a = 1) => c;",
            "(a,b)=>c;({a})=>b;()=>c;(a=1)=>c;",
        );
        check(
            "{ if (a) ; } { for (;;) ; } { while (a) ; }",
            "{if(a);}{for(;;);}{while(a);}",
        );
        check("{ if (a) b; else ; }", "{if(a)b;else;}");
        check("{ a: ; }", "{a:;}");
        check("{ return; } { a++; } { b = {}; }", "{return}{a++}{b={}}");
        check("f(a, b,); [a, b,]; ({ a, b, });", "f(a,b);[a,b];({a,b});");
        check("[a,,]; [,]; [, a];", "[a,,];[,];[,a];");
    }

    #[test]
    fn casts_go_and_calls_stay() {
        let cast = |script: &str, short: &str| {
            check(&script.replace('@', "/** @type {A<{b: c}>} */ "), short);
        };
        cast("@(event.target).open();", "event.target.open();");
        cast("return @(one[two]);", "return one[two];");
        cast("x(@(b.c), @(d()));", "x(b.c,(d()));");
        cast("@({});", "({});");
        cast("const a = @(b);", "const a=b;");
        cast("x @(b);", "x(b);");
        cast("if @(b) c();", "if(b)c();");
        cast("@(a?.b).c;", "(a?.b).c;");
        cast("for (const a of @(b)) c();", "for(const a of b)c();");
        check("f(/* a */ (b), /** @type {A} */ b);", "f((b),b);");
    }

    proptest! {
        /// What is written is read again as the tokens that were kept, whatever they are.
        #[test]
        fn a_short_script_is_read_as_it_was_meant(
            parts in prop::collection::vec((prop::sample::select(PARTS), prop::sample::select(GAPS)), 0..30),
        ) {
            let script: String = parts.iter().flat_map(|(part, gap)| [*part, *gap]).collect();
            let meant: Vec<&str> = needed(&script).iter().map(|token| token.text).collect();
            let short = shortened(&script);
            let read: Vec<&str> = tokens(&short).iter().map(|token| token.text).collect();
            prop_assert_eq!(meant, read, "{} became {}", script, short);
        }
    }

    const PARTS: &[&str] = &[
        "a",
        "if",
        "for",
        "return",
        "in",
        "of",
        "else",
        "1",
        "1.5",
        ".5",
        "\"b // c\"",
        "'d'",
        "`e`",
        "`f${",
        "}g`",
        "/",
        "/h  i/g",
        "+",
        "++",
        "-",
        "--",
        "*",
        "**",
        "=",
        "==",
        "=>",
        "!",
        "<",
        ">",
        "&",
        "&&",
        "?",
        "?.",
        "??",
        ":",
        ".",
        "...",
        ",",
        ";",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "#j",
    ];
    const GAPS: &[&str] = &["", " ", "\n", " /* k */ ", " // l\n", "/** @type {M} */ "];
}
