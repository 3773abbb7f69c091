//! What every request shares.

use crate::clock::Clock;
use crate::config::Config;
use crate::http::Pace;
use crate::patron::board_cache::BoardCache;
use crate::patron::challenges::Challenges;
use crate::patron::hands::Hands;
use crate::patron::oidc::Provider;
use crate::problem::Problem;
use crate::secret;
use crate::store::Store;
use std::sync::Arc;

/// The name of the database's life.
const EPOCH: &str = "epoch";

/// A running server, as its requests see it.
pub type Shared = Arc<App>;

/// What every request shares.
pub struct App {
    /// What the operator decides.
    pub config: Config,
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The key of this installation, the same for all processes over one database.
    pub key: String,
    /// The life of this database: another one after a copy was put back, whose cursors would skip what came to be since.
    pub epoch: String,
    /// Challenges that were read already.
    pub challenges: Challenges,
    /// Entries that were read already.
    pub hands: Arc<Hands>,
    /// Boards that were worked out already.
    pub boards: Arc<BoardCache>,
    /// How fast each account writes.
    pub pace: Pace,
    /// The identity provider.
    pub provider: Provider,
}

impl App {
    /// Opens the database and gets everything ready.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open(config: Config, clock: Clock) -> Result<Shared, Problem> {
        let store = Store::open(&config.database).await?;
        let key = kept(&store, "key", secret::token()?).await?;
        let epoch = kept(&store, EPOCH, secret::name()?).await?;
        let provider = Provider::new(&config)?;
        let pace = Pace::of(config.writes_per_minute);
        Ok(Arc::new(App {
            config,
            store,
            clock,
            key,
            epoch,
            challenges: Challenges::default(),
            hands: Arc::default(),
            boards: Arc::default(),
            pace,
            provider,
        }))
    }

    /// The name of the cookie: cookies do not know ports, and two members may be on one host. `__Host-` keeps a site beside
    /// this one from setting it; browsers take that over https alone.
    pub fn cookie(&self) -> String {
        let prefix = if self.config.public_url.scheme() == "https" { "__Host-atrium-" } else { "atrium-" };
        [prefix, &self.config.member.id].concat()
    }
}

/// What an installation has by a name; the first process over a database makes it.
async fn kept(store: &Store, name: &str, made: String) -> Result<String, Problem> {
    let mut writing = store.begin().await?;
    sqlx::query("INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(made)
        .execute(&mut *writing)
        .await?;
    let value = sqlx::query_scalar("SELECT value FROM installation WHERE name = $1")
        .bind(name)
        .fetch_one(&mut *writing)
        .await?;
    writing.commit().await?;
    Ok(value)
}

/// Begins another life of a database, one that is a copy or was put back.
///
/// # Errors
/// What the database says.
pub async fn begin_anew(store: &Store) -> Result<(), Problem> {
    let mut writing = store.begin().await?;
    sqlx::query("DELETE FROM installation WHERE name = $1").bind(EPOCH).execute(&mut *writing).await?;
    writing.commit().await?;
    kept(store, EPOCH, secret::name()?).await.map(drop)
}
