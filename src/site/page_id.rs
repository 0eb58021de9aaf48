//! Where a page stands among those of its site.

use oxc_index::define_index_type;

define_index_type! {
    /// A page of a site: parents stand before their children.
    pub struct PageId = u32;
}
