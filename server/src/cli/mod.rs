//! The command line.

use crate::clock::Clock;
use crate::config::Config;
use crate::http;
use crate::state::App;
use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// The backend of one member of an alliance.
#[derive(Parser)]
#[command(name = "atrium-server", version)]
struct Line {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Serves until it is told to stop.
    Serve {
        /// The configuration.
        #[arg(long)]
        config: Option<PathBuf>,
    },
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    let Verb::Serve { config } = Line::parse().verb;
    let done = Config::load(config.as_deref()).map_err(|wrong| wrong.to_string()).and_then(|config| {
        tracing_subscriber::fmt().with_max_level(config.log.level).with_writer(std::io::stderr).init();
        let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
        runtime.block_on(serve(config))
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            tracing::error!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), String> {
    let listen = config.listen;
    let app = App::open(config, Clock::default()).await.map_err(|problem| problem.to_json("en"))?;
    let listener = tokio::net::TcpListener::bind(listen).await.map_err(|error| format!("{listen}: {error}"))?;
    let router = http::table(&app).router().route("/healthz", axum::routing::get(|| async { "well" }));
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await
        .map_err(|error| error.to_string())?;
    app.store.close().await;
    Ok(())
}
