//! One IndexedDB database of JSON records, each under its own key.
//!
//! A write is one transaction over any number of records: all of it is kept or none. It is reported as kept only
//! after the transaction has completed.

use idb::{
    Database, DatabaseEvent, Factory, ObjectStoreParams, Query, Transaction, TransactionMode, TransactionResult,
};
use js_sys::JSON;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsValue;

/// Why the database did not do what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// There is no database: a private mode, a policy, or a browser without one.
    Unavailable,
    /// There is a database, but it did not keep the records: most often the disk is full.
    NotKept,
}

/// A change to one record.
pub enum Write {
    /// Keeps a record, replacing the one under the same key.
    Put {
        /// The object store.
        store: &'static str,
        /// The record's key.
        key: String,
        /// The record, as JSON.
        json: String,
    },
    /// Forgets everything in an object store.
    Clear {
        /// The object store.
        store: &'static str,
    },
    /// Forgets one record.
    Delete {
        /// The object store.
        store: &'static str,
        /// The record's key.
        key: String,
    },
}

impl Write {
    fn store(&self) -> &'static str {
        match self {
            Write::Put { store, .. } | Write::Clear { store } | Write::Delete { store, .. } => store,
        }
    }
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
}

/// Opens the database, making the object stores it lacks. Later calls return the same one.
pub async fn open(name: &str, version: u32, stores: &'static [&'static str]) -> Result<(), Refused> {
    if OPEN.with_borrow(Option::is_some) {
        return Ok(());
    }
    let factory = Factory::new().map_err(|_| Refused::Unavailable)?;
    let mut request = factory.open(name, Some(version)).map_err(|_| Refused::Unavailable)?;
    request.on_upgrade_needed(move |event| {
        if let Ok(database) = event.database() {
            let there = database.store_names();
            for store in stores.iter().filter(|store| !there.iter().any(|name| name == *store)) {
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        }
    });
    let mut database = request.await.map_err(|_| Refused::Unavailable)?;
    // A later version of the app in another tab may need to upgrade: step out of its way.
    database.on_version_change(|_| {
        if let Some(database) = OPEN.take() {
            database.close();
        }
    });
    OPEN.set(Some(Rc::new(database)));
    Ok(())
}

fn database() -> Result<Rc<Database>, Refused> {
    OPEN.with_borrow(Clone::clone).ok_or(Refused::Unavailable)
}

/// All records of an object store, as JSON.
pub async fn all(store: &str) -> Result<Vec<String>, Refused> {
    let unavailable = |_| Refused::Unavailable;
    let transaction = database()?.transaction(&[store], TransactionMode::ReadOnly).map_err(unavailable)?;
    let records = transaction.object_store(store).map_err(unavailable)?.get_all(None, None).map_err(unavailable)?;
    let records = records.await.map_err(unavailable)?;
    Ok(records.iter().filter_map(|record| JSON::stringify(record).ok()).map(String::from).collect())
}

/// Makes all of these changes, or none.
pub async fn write(changes: Vec<Write>) -> Result<(), Refused> {
    let mut stores: Vec<&str> = Vec::new();
    for change in &changes {
        if !stores.contains(&change.store()) {
            stores.push(change.store());
        }
    }
    let transaction = database()?.transaction(&stores, TransactionMode::ReadWrite).map_err(|_| Refused::NotKept)?;
    // A transaction that is merely dropped commits what was put into it so far.
    if changes.iter().any(|change| make(&transaction, change).is_none()) {
        let _ = transaction.abort();
        return Err(Refused::NotKept);
    }
    match transaction.await {
        Ok(TransactionResult::Committed) => Ok(()),
        _ => Err(Refused::NotKept),
    }
}

fn make(transaction: &Transaction, change: &Write) -> Option<()> {
    let store = transaction.object_store(change.store()).ok()?;
    match change {
        Write::Put { key, json, .. } => {
            let record = JSON::parse(json).ok()?;
            store.put(&record, Some(&JsValue::from_str(key))).ok()?;
        }
        Write::Clear { .. } => {
            store.clear().ok()?;
        }
        Write::Delete { key, .. } => {
            store.delete(Query::Key(JsValue::from_str(key))).ok()?;
        }
    }
    Some(())
}

/// Asks the browser not to throw the database away when the disk runs low. It may say no.
pub async fn persist() -> bool {
    let Some(window) = web_sys::window() else { return false };
    if !js_sys::Reflect::has(&window.navigator(), &"storage".into()).unwrap_or(false) {
        return false;
    }
    match window.navigator().storage().persist() {
        Ok(promise) => wasm_bindgen_futures::JsFuture::from(promise).await.is_ok_and(|kept| kept.is_truthy()),
        Err(_) => false,
    }
}
