//! Says what is being done and how far it is: `[2/6] trunk 0.21.14 … 48 s`.
//!
//! On a terminal the line moves while the step runs; elsewhere (a log, a pipe) each step is one
//! line. What the commands write is shown only when they fail.

use std::io::{IsTerminal, Write, stdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::clock::span;
use crate::problem::Done;

/// A count of steps, known before the first begins.
pub struct Steps {
    total: usize,
    begun: usize,
    live: bool,
    since: Instant,
}

/// What a running step tells about itself.
#[derive(Clone, Default)]
pub struct Note {
    now: Arc<Mutex<String>>,
    outcome: Arc<Mutex<String>>,
}

impl Note {
    /// What is happening now; seen on a terminal only.
    pub fn now(&self, words: &str) {
        words.trim().clone_into(&mut lock(&self.now));
    }

    /// What came of the step; stays on its line.
    pub fn outcome(&self, words: impl Into<String>) {
        *lock(&self.outcome) = words.into();
    }

    /// The outcome so far.
    pub fn said(&self) -> String {
        lock(&self.outcome).clone()
    }
}

impl Steps {
    /// Announces so many steps.
    pub fn new(total: usize) -> Self {
        Self { total, begun: 0, live: stdout().is_terminal(), since: Instant::now() }
    }

    /// Runs one step and prints its line.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce(&Note) -> Done<T>) -> Done<T> {
        self.begun += 1;
        let label = format!("[{}/{}] {name}", self.begun, self.total);
        let note = Note::default();
        let started = Instant::now();
        print!("{label} …");
        let _ = stdout().flush();

        let (stop, stopped) = channel::<()>();
        let ticker = self.live.then(|| {
            let (label, note) = (label.clone(), note.clone());
            thread::spawn(move || tick(&label, &note, started, &stopped))
        });
        let result = work(&note);
        drop(stop);
        if let Some(ticker) = ticker {
            let _ = ticker.join();
            print!("\r\x1b[2K{label} …");
        }
        let outcome = note.said();
        let outcome = if outcome.is_empty() { outcome } else { format!(", {outcome}") };
        let failed = if result.is_err() { " failed after" } else { "" };
        println!("{failed} {}{outcome}", span(started.elapsed()));
        result
    }

    /// Time since the first step began.
    pub fn elapsed(&self) -> String {
        span(self.since.elapsed())
    }
}

fn tick(label: &str, note: &Note, started: Instant, stopped: &Receiver<()>) {
    const FRAMES: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(80_usize);
    for frame in FRAMES.iter().cycle() {
        let line = format!("{label} … {} {frame} {}", span(started.elapsed()), lock(&note.now));
        let line: String = line.chars().take(columns.saturating_sub(1)).collect();
        print!("\r\x1b[2K{line}");
        let _ = stdout().flush();
        match stopped.recv_timeout(Duration::from_millis(120)) {
            Err(RecvTimeoutError::Timeout) => {}
            _ => return,
        }
    }
}

fn lock(text: &Mutex<String>) -> MutexGuard<'_, String> {
    text.lock().unwrap_or_else(PoisonError::into_inner)
}
