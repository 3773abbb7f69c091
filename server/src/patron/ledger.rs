//! The one way to write what is a patron's.
//!
//! Whoever writes locks the account's row first and numbers what comes to be from there. So of one account one writer is at
//! work, on however many processes, and no number is seen before a smaller one: a cursor of changes never skips a thing.

use super::board_cache::BoardCache;
use super::hands::{Entries, Hands, Of};
use crate::problem::{Answered, Kind};
use crate::state::App;
use crate::store::Writing;
use std::sync::Arc;

/// Every table with rows of a patron, those that others refer to last.
pub const FORGOTTEN: &[&str] = &[
    "DELETE FROM guesses WHERE account = $1",
    "DELETE FROM pairings WHERE account = $1",
    "DELETE FROM awards WHERE account = $1",
    "DELETE FROM folds WHERE account = $1",
    "DELETE FROM redemptions WHERE account = $1",
    "DELETE FROM entries WHERE account = $1",
    "DELETE FROM enrolments WHERE account = $1",
    "DELETE FROM teams WHERE account = $1",
    "DELETE FROM gone WHERE account = $1",
    "DELETE FROM profiles WHERE account = $1",
    "DELETE FROM devices WHERE account = $1",
    "DELETE FROM accounts WHERE id = $1",
];

/// An account that is being written to.
pub struct Ledger {
    /// The transaction.
    pub writing: Writing,
    /// The account.
    pub account: String,
    /// The moment of it all.
    pub now: i64,
    /// How many entries the account has.
    pub entries: i64,
    /// How many bytes they have.
    pub bytes: i64,
    seq: i64,
    hands: Arc<Hands>,
    boards: Arc<BoardCache>,
    in_hand: Vec<(Of, Entries)>,
}

impl Ledger {
    /// Locks an account.
    ///
    /// # Errors
    /// `sign-in-needed`, when it is gone.
    pub async fn open(app: &App, account: &str) -> Answered<Ledger> {
        let mut writing = app.store.begin().await?;
        let found: Option<(i64, i64, i64)> =
            sqlx::query_as("UPDATE accounts SET seq = seq WHERE id = $1 RETURNING seq, entries, bytes")
                .bind(account)
                .fetch_optional(&mut *writing)
                .await?;
        let (seq, entries, bytes) = found.ok_or(Kind::SignInNeeded)?;
        // Asked for after the lock: moments of one account go up with its numbers.
        Ok(Ledger {
            writing,
            account: account.to_owned(),
            now: app.clock.now(),
            entries,
            bytes,
            seq,
            hands: app.hands.clone(),
            boards: app.boards.clone(),
            in_hand: Vec::new(),
        })
    }

    /// The number of one more thing.
    pub fn number(&mut self) -> i64 {
        self.seq += 1;
        self.seq
    }

    /// A reader's entries for a challenge as they were when they were read last.
    pub fn take(&mut self, of: &Of) -> Entries {
        match self.in_hand.iter().position(|(other, _)| other == of) {
            Some(place) => self.in_hand.swap_remove(place).1,
            None => self.hands.take(of),
        }
    }

    /// Holds entries until everything is committed.
    pub fn hold(&mut self, of: Of, entries: Entries) {
        self.in_hand.push((of, entries));
    }

    /// Whether a reader is this account's.
    ///
    /// # Errors
    /// `profile-unknown`, when not.
    pub async fn owns(&mut self, profile: &str) -> Answered<()> {
        let found: Option<String> = sqlx::query_scalar("SELECT id FROM profiles WHERE id = $1 AND account = $2")
            .bind(profile)
            .bind(&self.account)
            .fetch_optional(&mut *self.writing)
            .await?;
        found.map(|_| ()).ok_or_else(|| Kind::ProfileUnknown.into())
    }

    /// Keeps everything, or nothing.
    ///
    /// # Errors
    /// The database's.
    pub async fn keep(mut self) -> Answered<()> {
        sqlx::query("UPDATE accounts SET seq = $1, entries = $2, bytes = $3 WHERE id = $4")
            .bind(self.seq)
            .bind(self.entries)
            .bind(self.bytes)
            .bind(&self.account)
            .execute(&mut *self.writing)
            .await?;
        self.writing.commit().await?;
        self.boards.changed();
        for (of, entries) in self.in_hand {
            self.hands.put(of, entries);
        }
        Ok(())
    }
}
