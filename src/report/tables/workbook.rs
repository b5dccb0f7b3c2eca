//! placeholder
use super::{TablesLanguage, TablesPage};
/// x
pub fn workbook(_: &TablesPage, _: TablesLanguage) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}
