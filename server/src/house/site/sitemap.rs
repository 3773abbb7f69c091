//! `sitemap.xml` and `robots.txt`: what is worth finding, and what is nobody's but a patron's.

use super::page::escape;
use super::preview;
use crate::house::House;
use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, Response};

/// A map of a site may have so many addresses.
const MOST: usize = 50_000;

/// Every page there is, for search engines.
pub fn sitemap(house: &House, method: &Method) -> Response<Body> {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for address in preview::everything(house).iter().take(MOST) {
        text.push_str(&format!("<url><loc>{}</loc></url>\n", escape(address)));
    }
    text.push_str("</urlset>\n");
    plain(text, "application/xml", method)
}

/// What search engines may ask for.
pub fn robots(house: &House, method: &Method) -> Response<Body> {
    let text = format!(
        "User-agent: *\nDisallow: /reader\nDisallow: {}publish/\nDisallow: {}patron/\n\nSitemap: {}\n",
        house.addresses.prefix(),
        house.addresses.prefix(),
        house.addresses.page("/sitemap.xml"),
    );
    plain(text, "text/plain; charset=utf-8", method)
}

fn plain(text: String, kind: &'static str, method: &Method) -> Response<Body> {
    let length = text.len();
    let mut response = Response::new(if method == Method::HEAD { Body::empty() } else { Body::from(text) });
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}
