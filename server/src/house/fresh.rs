//! Sees what other processes publish, and what comes due.

use super::House;
use std::sync::Arc;
use std::time::Duration;

/// So often the number of changes is looked at.
const LOOK: Duration = Duration::from_millis(250);

/// Watches for as long as the server runs.
pub async fn watch(house: Arc<House>) {
    let heard = Arc::new(tokio::sync::Notify::new());
    let address = &house.app.config.database;
    if !house.library.store().is_sqlite() {
        tokio::spawn(listen(address.clone(), Arc::clone(&heard)));
    }
    let mut failed = false;
    loop {
        let due = house
            .shelf()
            .next
            .map_or(LOOK, |next| Duration::from_millis(u64::try_from(next - house.now()).unwrap_or(0)).min(LOOK));
        tokio::select! {
            () = tokio::time::sleep(due.max(Duration::from_millis(5))) => {}
            () = heard.notified() => {}
        }
        let shelf = house.shelf();
        let came_due = shelf.next.is_some_and(|next| next <= house.now());
        match house.library.revision().await {
            Ok(revision) => {
                failed = false;
                if came_due || revision != shelf.revision {
                    house.refresh().await;
                }
            }
            Err(error) if !failed => {
                failed = true;
                tracing::warn!(%error, "the database does not answer; what is public stays as it was");
            }
            Err(_) => {}
        }
    }
}

/// Hears of changes at once. When the line is cut, the number is still looked at.
async fn listen(address: String, heard: Arc<tokio::sync::Notify>) {
    loop {
        if let Ok(mut listener) = sqlx::postgres::PgListener::connect(&address).await
            && listener.listen("house_changed").await.is_ok()
        {
            while listener.recv().await.is_ok() {
                heard.notify_one();
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
