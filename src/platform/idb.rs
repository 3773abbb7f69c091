//! One IndexedDB database of JSON records, each under its own key.
//!
//! A write is one transaction over any number of records: all of it is kept or none. It is reported as kept only
//! after the transaction has completed.

use idb::{
    Database, DatabaseEvent, Factory, ObjectStoreParams, Query, Transaction, TransactionMode, TransactionResult,
};
use js_sys::JSON;
use std::{cell::RefCell, future::IntoFuture, rc::Rc};
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
    /// Keeps a record joined with the one under the same key, which is read inside the same transaction: what another tab
    /// wrote there a moment ago is not lost.
    Join {
        /// The object store.
        store: &'static str,
        /// The record's key.
        key: String,
        /// The record, as JSON.
        json: String,
        /// What becomes of the one that is there and this one; `None` where the one that is there cannot be read.
        join: fn(&str, &str) -> Option<String>,
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
    /// Makes one change where another record is there, and else another or none. Which is decided inside the same
    /// transaction, so that no other tab can come between.
    Where {
        /// The object store of the record that decides.
        store: &'static str,
        /// Its key.
        key: String,
        /// What is done where it is there, if anything.
        then: Option<Box<Write>>,
        /// What is done where it is not.
        otherwise: Option<Box<Write>>,
    },
    /// Makes changes where another record is there and is as it was meant, and else none; decided like [`Write::Where`].
    While {
        /// The object store of the record that decides.
        store: &'static str,
        /// Its key.
        key: String,
        /// Whether it is as it was meant.
        is: Box<dyn Fn(&str) -> bool>,
        /// What is done then.
        then: Vec<Write>,
    },
}

impl Write {
    fn stores(&self, all: &mut Vec<&'static str>) {
        let store = match self {
            Write::Put { store, .. }
            | Write::Join { store, .. }
            | Write::Clear { store }
            | Write::Delete { store, .. }
            | Write::Where { store, .. }
            | Write::While { store, .. } => store,
        };
        if !all.contains(store) {
            all.push(store);
        }
        if let Write::Where { then, otherwise, .. } = self {
            [then, otherwise].into_iter().flatten().for_each(|it| it.stores(all));
        }
        if let Write::While { then, .. } = self {
            then.iter().for_each(|then| then.stores(all));
        }
    }
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
}

/// Opens the database, making the object stores it lacks. Later calls return the same one.
///
/// `blocked` is called when another tab holds an older version open and does not let go: this one waits for it.
pub async fn open(
    name: &str,
    version: u32,
    stores: &'static [&'static str],
    blocked: impl FnOnce() + 'static,
) -> Result<(), Refused> {
    if OPEN.with_borrow(Option::is_some) {
        return Ok(());
    }
    let factory = Factory::new().map_err(|_| Refused::Unavailable)?;
    let mut request = factory.open(name, Some(version)).map_err(|_| Refused::Unavailable)?;
    request.on_blocked(move |_| blocked());
    request.on_upgrade_needed(move |event| {
        if let Ok(database) = event.database() {
            let there = database.store_names();
            for store in stores.iter().filter(|store| !there.iter().any(|name| name == *store)) {
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        }
    });
    let mut database = match request.await {
        Ok(database) => database,
        // The upgrade did not fit on the disk, and has left everything as it was: what is there is better than nothing.
        Err(_) => factory
            .open(name, None)
            .map_err(|_| Refused::Unavailable)?
            .await
            .ok()
            .filter(|database| !database.store_names().is_empty())
            .ok_or(Refused::Unavailable)?,
    };
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

/// All records of an object store, as JSON, in the order of their keys. An older database has none of what came later.
pub async fn all(store: &str) -> Result<Vec<String>, Refused> {
    let unavailable = |_| Refused::Unavailable;
    let database = database()?;
    if !database.store_names().iter().any(|name| name == store) {
        return Ok(Vec::new());
    }
    let transaction = database.transaction(&[store], TransactionMode::ReadOnly).map_err(unavailable)?;
    let records = transaction.object_store(store).map_err(unavailable)?.get_all(None, None).map_err(unavailable)?;
    let records = records.await.map_err(unavailable)?;
    Ok(records.iter().filter_map(|record| JSON::stringify(record).ok()).map(String::from).collect())
}

/// Makes all of these changes, or none. Says whether one of them was made because a record it asked for was there.
pub async fn write(changes: Vec<Write>) -> Result<bool, Refused> {
    let database = database()?;
    let there = database.store_names();
    let mut stores: Vec<&'static str> = Vec::new();
    for change in &changes {
        change.stores(&mut stores);
    }
    // What decides cannot be there where its store is not.
    stores.retain(|store| there.iter().any(|name| name == store));
    let transaction = database.transaction(&stores, TransactionMode::ReadWrite).map_err(|_| Refused::NotKept)?;
    let mut known = Known::default();
    let mut because = false;
    // A transaction that is merely dropped commits what was put into it so far.
    // What is still to be done, the next at its end.
    let mut rest: Vec<&Write> = changes.iter().rev().collect();
    while let Some(change) = rest.pop() {
        let done = match change {
            Write::Where { store, key, then, otherwise } => {
                let found = stores.contains(store) && known.is_there(&transaction, store, key).await;
                because |= found;
                rest.extend(if found { then.as_deref() } else { otherwise.as_deref() });
                Some(())
            }
            Write::While { store, key, is, then } => {
                let there = if stores.contains(store) { kept(&transaction, store, key).await } else { Ok(None) };
                if there.is_ok_and(|there| there.is_some_and(|there| is(&there))) {
                    because = true;
                    rest.extend(then.iter().rev());
                }
                Some(())
            }
            Write::Join { store, key, json, join } => match kept(&transaction, store, key).await {
                Ok(Some(old)) => put(&transaction, store, key, join(&old, json).as_deref().unwrap_or(json)),
                Ok(None) => put(&transaction, store, key, json),
                // A record that cannot be read is not written over.
                Err(Refused::Unavailable | Refused::NotKept) => None,
            },
            plain => make(&transaction, plain),
        };
        if done.is_none() {
            let _ = transaction.abort();
            return Err(Refused::NotKept);
        }
    }
    let mut ending = transaction.into_future();
    match (&mut ending).await {
        Ok(TransactionResult::Committed) => Ok(because),
        Ok(TransactionResult::Aborted) => Err(Refused::NotKept),
        Err(_) => {
            // A request has failed; that the transaction was aborted is still to be said, and must find somebody who listens.
            std::mem::forget(ending);
            Err(Refused::NotKept)
        }
    }
}

/// What was asked for once in a transaction: a thousand entries of one member ask for the same record.
#[derive(Default)]
struct Known(Vec<(&'static str, String, bool)>);

impl Known {
    async fn is_there(&mut self, transaction: &Transaction, store: &'static str, key: &str) -> bool {
        if let Some((.., there)) = self.0.iter().find(|(known, its, _)| *known == store && its == key) {
            return *there;
        }
        let count = transaction.object_store(store).and_then(|it| it.count(Some(Query::Key(JsValue::from_str(key)))));
        let there = match count {
            Ok(count) => count.await.is_ok_and(|count| count > 0),
            Err(_) => false,
        };
        self.0.push((store, key.to_owned(), there));
        there
    }
}

/// The record under a key, as JSON.
async fn kept(transaction: &Transaction, store: &str, key: &str) -> Result<Option<String>, Refused> {
    let unavailable = |_| Refused::Unavailable;
    let store = transaction.object_store(store).map_err(unavailable)?;
    let record = store.get(Query::Key(JsValue::from_str(key))).map_err(unavailable)?.await.map_err(unavailable)?;
    Ok(record.and_then(|record| JSON::stringify(&record).ok()).map(String::from))
}

fn put(transaction: &Transaction, store: &str, key: &str, json: &str) -> Option<()> {
    let record = JSON::parse(json).ok()?;
    transaction.object_store(store).ok()?.put(&record, Some(&JsValue::from_str(key))).ok()?;
    Some(())
}

fn make(transaction: &Transaction, change: &Write) -> Option<()> {
    match change {
        Write::Put { store, key, json } => put(transaction, store, key, json)?,
        // In an older database nothing is where its store is not, and that is what was wanted.
        Write::Clear { store } => {
            if let Ok(store) = transaction.object_store(store) {
                store.clear().ok()?;
            }
        }
        Write::Delete { store, key } => {
            if let Ok(store) = transaction.object_store(store) {
                store.delete(Query::Key(JsValue::from_str(key))).ok()?;
            }
        }
        // Asked and read above.
        Write::Where { .. } | Write::While { .. } | Write::Join { .. } => return None,
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
