//! Sign-in by the member's own identity provider: the authorization code flow with PKCE, state and nonce, by the crate
//! `openidconnect`. Nothing of the identity is kept but a keyed hash of issuer and subject.

use super::guesses::{self, Guess};
use super::{accounts, session};
use crate::clock::MINUTE;
use crate::config::{Config, Oidc};
use crate::http::{Answer, query};
use crate::problem::{Answered, Kind, Problem};
use crate::secret;
use crate::state::{App, Shared};
use crate::store::Writing;
use atrium_contract::json::{Value, parse};
use axum::Extension;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, TokenResponse,
};
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::time::Duration;
use subtle::ConstantTimeEq;
use tokio::sync::Mutex;
use url::Url;

/// Somebody may look for a password for so long.
const FLOW_GOOD_FOR: i64 = 15 * MINUTE;
/// A code that came back is exchanged by a page that waits for it.
const CODE_GOOD_FOR: i64 = 2 * MINUTE;
/// What the provider says of itself is asked for again after this: keys are changed now and then.
const METADATA_GOOD_FOR: i64 = 60 * MINUTE;
/// One that did not answer is left alone for so long.
const SILENT_FOR: i64 = MINUTE / 6;

/// What the provider has said of itself.
#[derive(Default)]
enum Known {
    #[default]
    Nothing,
    Good {
        since: i64,
        metadata: Box<CoreProviderMetadata>,
    },
    Down {
        since: i64,
    },
}

/// The identity provider, as far as it is known already.
#[derive(Default)]
pub struct Provider {
    config: Option<Oidc>,
    /// The one address it may send a browser back to.
    back: String,
    http: openidconnect::reqwest::Client,
    metadata: Mutex<Known>,
}

impl Provider {
    /// By the configuration; nothing is asked yet, so that a server starts when its provider is down.
    ///
    /// # Errors
    /// `internal`, where no client for it can be made.
    pub fn new(config: &Config) -> Answered<Provider> {
        let back = config.public_url.join("/atrium/patron/oidc/back").map_err(Problem::internal)?.to_string();
        let http = openidconnect::reqwest::Client::builder()
            // A provider that redirects could send this server anywhere.
            .redirect(openidconnect::reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(10))
            .build()
            .map_err(Problem::internal)?;
        Ok(Provider { config: config.oidc.clone(), back, http, metadata: Mutex::default() })
    }

    fn config(&self) -> Answered<&Oidc> {
        self.config.as_ref().ok_or_else(|| Kind::NotFound.into())
    }

    async fn metadata(&self, now: i64) -> Answered<CoreProviderMetadata> {
        match &*self.metadata.lock().await {
            Known::Good { since, metadata } if now - since < METADATA_GOOD_FOR => return Ok((**metadata).clone()),
            // Nobody waits in a row for a provider that has just not answered.
            Known::Down { since } if now - since < SILENT_FOR => return Err(unavailable("it did not answer just now")),
            _ => {}
        }
        let issuer = self.config()?.issuer.as_str();
        // A configuration that is an address always ends in a slash; an issuer need not, and has to be the same to the letter.
        let mut asked = Err(unavailable("no issuer"));
        for issuer in [issuer.trim_end_matches('/'), issuer] {
            let issuer = IssuerUrl::new(issuer.to_owned()).map_err(Problem::internal)?;
            asked = CoreProviderMetadata::discover_async(issuer, &self.http)
                .await
                .map_err(|_| unavailable("its discovery document does not come, or is not that of the issuer"));
            if asked.is_ok() {
                break;
            }
        }
        *self.metadata.lock().await = match &asked {
            Ok(metadata) => Known::Good { since: now, metadata: Box::new(metadata.clone()) },
            Err(_) => Known::Down { since: now },
        };
        asked
    }

    /// Lets go of what the provider has said, where that is not of just now: it may have changed its keys since.
    async fn doubt(&self, now: i64) -> bool {
        let mut known = self.metadata.lock().await;
        let old = matches!(&*known, Known::Good { since, .. } if now - since > SILENT_FOR);
        if old {
            *known = Known::Nothing;
        }
        old
    }

    fn redirect(&self) -> Answered<RedirectUrl> {
        RedirectUrl::new(self.back.clone()).map_err(Problem::internal)
    }
}

/// The provider's own words may name whoever signs in, so they are not logged.
fn unavailable(why: &'static str) -> Problem {
    tracing::warn!(why, "the identity provider");
    Problem { retry_after: Some(10), ..Kind::Unavailable.into() }
}

macro_rules! client {
    ($app:expr, $metadata:expr) => {{
        let config = $app.provider.config()?;
        let secret = ClientSecret::new(config.client_secret.clone());
        CoreClient::from_provider_metadata($metadata, ClientId::new(config.client_id.clone()), Some(secret))
            .set_redirect_uri($app.provider.redirect()?)
    }};
}

/// `GET start`, a full page: sends the browser to the provider.
pub async fn start(
    State(app): State<Shared>,
    from: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    RawQuery(asked): RawQuery,
) -> Answered<Answer> {
    app.provider.config()?;
    let asked = query(asked.as_deref());
    let said = |name: &str| asked.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let (Some(back), Some(challenge)) = (said("return"), said("challenge")) else {
        return Err(Problem::from(Kind::Malformed).because("the query needs return and challenge"));
    };
    let back = Url::parse(back).ok().filter(|url| {
        let origin = url.origin().ascii_serialization();
        app.config.front_doors.contains(&origin) && url.username().is_empty() && url.password().is_none()
    });
    let Some(mut back) = back else { return Err(Kind::OriginUnknown.into()) };
    back.set_fragment(None);
    if BASE64_URL_SAFE_NO_PAD.decode(challenge).map(|hash| hash.len()) != Ok(32) {
        return Err(Problem::from(Kind::Malformed).because("challenge is not a SHA-256 in base64url"));
    }
    let now = app.clock.now();
    let address = guesses::address(&app, from.map(|it| it.0.0), &headers);
    Guess::begin(&app, &guesses::STARTS, &address, None).await?;
    let client = client!(app, app.provider.metadata(now).await?);
    let (ours, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .set_pkce_challenge(ours)
        .url();
    // A browser that is on two ways at once has one cookie for both.
    let browser = match session::named(&headers, &cookie_name(&app)) {
        Some(known) if known.len() == 64 => known,
        _ => secret::token()?,
    };
    let mut writing = app.store.begin().await?;
    sqlx::query("INSERT INTO oidc_flows (state, return_to, challenge, nonce, verifier, expires_at, browser) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(secret::hashed(state.secret()))
        .bind(back.to_string())
        .bind(challenge)
        .bind(nonce.secret())
        .bind(verifier.secret())
        .bind(now + FLOW_GOOD_FOR)
        .bind(secret::hashed(&browser))
        .execute(&mut *writing)
        .await?;
    writing.commit().await?;
    // Lax: the provider's site sends the browser back.
    let cookie = [
        &cookie_name(&app),
        "=",
        &browser,
        "; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=",
        &(FLOW_GOOD_FOR / 1000).to_string(),
    ]
    .concat();
    Ok(Answer::see(address.as_str()).with(header::SET_COOKIE, &cookie))
}

/// The cookie by which a browser that comes back is known as the one that went: a way that somebody else began, and sent a
/// member of staff on, ends here.
fn cookie_name(app: &App) -> String {
    [&app.cookie(), "-way"].concat()
}

/// A flow that began here.
struct Flow {
    challenge: String,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// `GET back`, where the provider sends the browser: and from here on to the app.
pub async fn back(State(app): State<Shared>, headers: HeaderMap, RawQuery(asked): RawQuery) -> Answered<Answer> {
    let asked = query(asked.as_deref());
    let said = |name: &str| asked.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
    let state = said("state").ok_or(Kind::Malformed)?;
    let mut writing = app.store.begin().await?;
    let found: Option<(String, String, String, String, i64)> = sqlx::query_as(
        "DELETE FROM oidc_flows WHERE state = $1 AND browser = $2 RETURNING return_to, challenge, nonce, verifier, expires_at",
    )
    .bind(secret::hashed(&state))
    .bind(secret::hashed(&session::named(&headers, &cookie_name(&app)).unwrap_or_default()))
    .fetch_optional(&mut *writing)
    .await?;
    writing.commit().await?;
    // A state is good once, in the browser that it was made for; of one that is not known it is not known where to go either.
    let Some((to, challenge, nonce, verifier, expires_at)) = found else { return Err(Kind::PhraseUnknown.into()) };
    let to = |word: &str| Answer::see(&format!("{to}#{word}"));
    if expires_at < app.clock.now() {
        return Ok(to("atrium-error=expired"));
    }
    let Some(code) = said("code") else {
        let denied = said("error").as_deref() == Some("access_denied");
        return Ok(to(if denied { "atrium-error=denied" } else { "atrium-error=failed" }));
    };
    let flow = Flow { challenge, nonce: Nonce::new(nonce), verifier: PkceCodeVerifier::new(verifier) };
    Ok(match identified(&app, flow, code).await {
        Ok(code) => to(&format!("atrium-code={code}")),
        Err(problem) if problem.kind == Kind::Unavailable => to("atrium-error=unavailable"),
        Err(_) => to("atrium-error=failed"),
    })
}

/// Asks the provider who it is, and makes a code for the app.
async fn identified(app: &App, flow: Flow, code: String) -> Answered<String> {
    let now = app.clock.now();
    let client = client!(app, app.provider.metadata(now).await?);
    let failed = |why: &'static str| {
        tracing::warn!(why, "a sign-in by OIDC");
        Problem::from(Kind::PhraseUnknown)
    };
    let answer = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|_| failed("the provider names no address for tokens"))?
        .set_pkce_verifier(flow.verifier)
        .request_async(&app.provider.http)
        .await
        .map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => failed("the provider refuses the code"),
            RequestTokenError::Request(_) => unavailable("it did not answer for a token"),
            _ => failed("what the provider answers with cannot be read"),
        })?;
    let token = answer.id_token().ok_or_else(|| failed("there is no ID token"))?;
    let verifier = client.id_token_verifier();
    let anew;
    let again;
    let claims = match token.claims(&verifier, &flow.nonce) {
        Ok(claims) => claims,
        // Signed with a key that is newer than what is known of the provider, perhaps.
        Err(_) if app.provider.doubt(now).await => {
            anew = client!(app, app.provider.metadata(now).await?);
            again = anew.id_token_verifier();
            token.claims(&again, &flow.nonce).map_err(|error| failed(wrong(&error)))?
        }
        Err(error) => return Err(failed(wrong(&error))),
    };
    let (issuer, subject) = (claims.issuer().as_str(), claims.subject().as_str());
    let staff = is_staff(app, subject, &token.to_string());
    let identity = secret::keyed(&app.key, &["identity", issuer, subject]);
    let code = secret::token()?;
    let mut writing = app.store.begin().await?;
    sqlx::query("INSERT INTO oidc_codes (code, challenge, identity, staff, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(secret::hashed(&code))
        .bind(flow.challenge)
        .bind(identity)
        .bind(i64::from(staff))
        .bind(now + CODE_GOOD_FOR)
        .execute(&mut *writing)
        .await?;
    writing.commit().await?;
    Ok(code)
}

/// What an ID token lacks, without a word of what is in it.
fn wrong(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "the ID token has expired: is this machine's clock right?",
        ClaimsVerificationError::InvalidAudience(_) => "the ID token is for somebody else than `oidc.client_id`",
        ClaimsVerificationError::InvalidIssuer(_) => "the ID token is of another issuer than `oidc.issuer`",
        ClaimsVerificationError::InvalidNonce(_) => "the ID token is of another sign-in",
        ClaimsVerificationError::SignatureVerification(_) => "the ID token is not signed with a key of the provider",
        _ => "the ID token is not one that is taken here",
    }
}

/// Whether the configuration has an identity as staff's; the token's signature was checked before.
fn is_staff(app: &App, subject: &str, token: &str) -> bool {
    let staff = &app.config.staff;
    if staff.subjects.iter().any(|known| known == subject) {
        return true;
    }
    let payload = token.split('.').nth(1).and_then(|part| BASE64_URL_SAFE_NO_PAD.decode(part).ok());
    let claims = payload.and_then(|bytes| parse(std::str::from_utf8(&bytes).ok()?).ok());
    let (Some((claim, values)), Some(claims)) = (&staff.claim, claims) else { return false };
    let fits = |value: &Value| value.as_str().is_some_and(|value| values.iter().any(|known| known == value));
    match claims.get(claim) {
        Some(Value::Array(all)) => all.iter().any(fits),
        Some(one) => fits(one),
        None => false,
    }
}

/// Uses a code up, and gives the account of its identity, which is made where there is none, and whether it is staff's.
/// `None` when it is wrong or too old.
///
/// # Errors
/// The database's.
pub async fn redeem(app: &App, writing: &mut Writing, code: &str, verifier: &str) -> Answered<Option<(String, bool)>> {
    let found: Option<(String, String, i64, i64)> =
        sqlx::query_as("DELETE FROM oidc_codes WHERE code = $1 RETURNING challenge, identity, staff, expires_at")
            .bind(secret::hashed(code))
            .fetch_optional(&mut **writing)
            .await?;
    let Some((challenge, identity, staff, expires_at)) = found else { return Ok(None) };
    let shown = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    if expires_at < app.clock.now() || !bool::from(shown.as_bytes().ct_eq(challenge.as_bytes())) {
        return Ok(None);
    }
    let account: Option<String> = sqlx::query_scalar("SELECT id FROM accounts WHERE identity = $1")
        .bind(&identity)
        .fetch_optional(&mut **writing)
        .await?;
    let account = match account {
        Some(account) => account,
        None => accounts::make(writing, app.clock.now(), Some(&identity)).await?.0,
    };
    Ok(Some((account, staff != 0)))
}
