//! What a package says of itself: its name and its version.

use serde::Deserialize;

use crate::codes::json::Broken;

/// A package of data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Reads a `package.json`.
pub fn read_package(bytes: &[u8]) -> Result<Package, Broken> {
    Ok(serde_json::from_slice(bytes)?)
}
