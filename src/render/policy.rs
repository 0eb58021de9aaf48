//! What each address may load and who may show it: the content security policy and its company.

use crate::render::{Renderer, Route};

impl Renderer {
    /// The `Content-Security-Policy` of what stands at an address.
    ///
    /// `connect` is what its scripts may reach: `'none'` where the site is published, `'self'` in
    /// the preview, which tells its tabs of changes.
    pub fn policy(&self, route: &Route, connect: &str) -> String {
        let site = &self.site;
        // The page that shows how to embed the questionnaire embeds it.
        let frames = if site.embeds() {
            "frame-src 'self'; "
        } else {
            ""
        };
        let shown_by = match route {
            Route::Frame(_) => {
                let hosts = site.project.embed_hosts.iter();
                hosts.fold("'self'".to_owned(), |all, host| format!("{all} {host}"))
            }
            _ => "'none'".to_owned(),
        };
        format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
             font-src 'self'; manifest-src 'self'; {frames}connect-src {connect}; \
             form-action 'none'; base-uri 'none'; frame-ancestors {shown_by}; \
             require-trusted-types-for 'script'; trusted-types 'none'"
        )
    }

    /// Whether pages of other sites may load the file. It then needs `Access-Control-Allow-Origin: *`,
    /// without which no browser can hold it to its `integrity`, and
    /// `Cross-Origin-Resource-Policy: cross-origin`.
    pub fn is_shared(&self, route: &Route) -> bool {
        *route == Route::EmbedScript
    }
}
