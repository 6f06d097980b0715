//! The tables that are registered in this process, by their ids.

use super::table::{Table, TableId};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

static KNOWN: Mutex<Vec<Arc<Table>>> = Mutex::new(Vec::new());

fn known() -> MutexGuard<'static, Vec<Arc<Table>>> {
    // After a panic in another thread the list still holds only complete tables.
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers a table. A table that is registered twice is stored once.
pub fn provide(table: Table) -> Arc<Table> {
    let mut known = known();
    if let Some(same) = known.iter().find(|other| other.id() == table.id()) {
        return same.clone();
    }
    let table = Arc::new(table);
    known.push(table.clone());
    table
}

/// The table with an id, if it is registered.
pub fn find(id: TableId) -> Option<Arc<Table>> {
    known().iter().find(|table| table.id() == id).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_found_by_its_id_alone() {
        let table = |x| Table::new(vec!["a".into(), "b".into()], vec![vec![x, 1.0], vec![2.0, 3.0]]).unwrap();
        let (one, other) = (table(871.0), table(872.0));
        assert_eq!(find(one.id()), None);
        let kept = provide(one.clone());
        assert!(Arc::ptr_eq(&kept, &provide(one.clone())));
        assert_eq!(find(one.id()).as_deref(), Some(&one));
        assert_eq!(find(other.id()), None);
    }
}
